package io.cardwatch.channel;

import io.cardwatch.json.RecordCodec;

/**
 * Receipts as JSON, UTF-8, after {@code io/cardwatch/schema/receipt.schema.json}. Fields that this
 * build does not know are passed over.
 */
public final class ReceiptJson {
    private static final RecordCodec<Receipt> CODEC = new RecordCodec<>(Receipt.class);

    private ReceiptJson() {}

    /** The receipt as JSON. */
    public static byte[] encode(Receipt receipt) {
        return CODEC.encode(receipt);
    }

    /**
     * Reads a receipt.
     *
     * @throws ReceiptFormatException where the bytes are no receipt
     */
    public static Receipt decode(byte[] value) {
        Receipt receipt = CODEC.decode(value);
        if (receipt == null) {
            throw new ReceiptFormatException();
        }
        return receipt;
    }
}
