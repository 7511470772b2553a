package io.cardwatch.channel;

/** A record of the receipts topic cannot be read. Neither message nor cause repeats any of it. */
public final class ReceiptFormatException extends RuntimeException {
    ReceiptFormatException() {
        super("not a receipt as io/cardwatch/schema/receipt.schema.json describes it");
    }
}
