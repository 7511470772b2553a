package io.cardwatch.operator;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * The compact binary form of a card event between two stages of one job. It says no version of
 * itself: what stores it, sealed, is {@link OrderedStageRecords}, whose form goes up with this one.
 *
 * <p>The numbers' presence goes first as bits; texts follow in the contract's order in Flink's own
 * string form, in which an absent one takes a single byte.
 */
final class CardEventCodec {
    private static final int HAS_LOCAL_TIME = 1;
    private static final int HAS_BILLING_AMOUNT = 1 << 1;
    private static final int HAS_LATITUDE = 1 << 2;
    private static final int HAS_LONGITUDE = 1 << 3;
    private static final int HAS_CARD_PRESENT = 1 << 4;
    private static final int IS_CARD_PRESENT = 1 << 5;
    private static final int HAS_NETWORK_SCORE = 1 << 6;
    private static final int HAS_ORIGINAL_TIME = 1 << 7;

    private CardEventCodec() {}

    static void write(CardEvent event, DataOutputView out) throws IOException {
        int presence = presence(event);
        out.writeByte(presence);
        out.writeByte(event.messageType().code());
        out.writeByte(event.schemaVersion());
        out.writeByte(event.baseExponent());
        writeInstant(event.eventTime(), out);
        out.writeLong(event.amountMinor());
        out.writeLong(event.baseAmountMinor());
        if (event.localTime() != null) {
            out.writeLong(event.localTime().toLocalDate().toEpochDay());
            out.writeLong(event.localTime().toLocalTime().toNanoOfDay());
        }
        writeNumber(event.billingAmountMinor(), out);
        writeNumber(event.latitude(), out);
        writeNumber(event.longitude(), out);
        writeNumber(event.networkRiskScore(), out);
        if (event.originalEventTime() != null) {
            writeInstant(event.originalEventTime(), out);
        }
        writeText(event.eventId(), out);
        writeText(event.bankId(), out);
        writeText(event.cardRef(), out);
        writeText(event.currency(), out);
        writeText(event.subjectRef(), out);
        writeText(event.billingCurrency(), out);
        writeText(event.processingCode(), out);
        writeText(event.mcc(), out);
        writeText(event.merchantId(), out);
        writeText(event.merchantName(), out);
        writeText(event.merchantCity(), out);
        writeText(event.merchantCountry(), out);
        writeText(event.terminalId(), out);
        writeText(event.posEntryMode(), out);
        writeText(event.responseCode(), out);
        writeText(event.acquirerId(), out);
        writeText(event.bin(), out);
        writeText(event.cardCountry(), out);
        writeText(event.deviceId(), out);
        writeText(event.ip(), out);
        writeText(event.ipCountry(), out);
        writeText(event.cvvResult(), out);
        writeText(event.avsResult(), out);
        writeText(event.threeDsResult(), out);
        writeText(event.originalEventId(), out);
    }

    static CardEvent read(DataInputView in) throws IOException {
        int presence = in.readUnsignedByte();
        CardEvent.Builder builder = CardEvent.builder();
        builder.messageType(MessageType.fromCode(in.readUnsignedByte()));
        builder.schemaVersion(in.readUnsignedByte());
        int exponent = in.readUnsignedByte();
        builder.eventTime(readInstant(in));
        builder.amountMinor(in.readLong());
        builder.baseAmount(in.readLong(), exponent);
        if ((presence & HAS_LOCAL_TIME) != 0) {
            builder.localTime(
                    LocalDateTime.of(
                            LocalDate.ofEpochDay(in.readLong()),
                            LocalTime.ofNanoOfDay(in.readLong())));
        }
        if ((presence & HAS_BILLING_AMOUNT) != 0) {
            builder.billingAmountMinor(in.readLong());
        }
        if ((presence & HAS_LATITUDE) != 0) {
            builder.latitude(in.readDouble());
        }
        if ((presence & HAS_LONGITUDE) != 0) {
            builder.longitude(in.readDouble());
        }
        if ((presence & HAS_NETWORK_SCORE) != 0) {
            builder.networkRiskScore(in.readDouble());
        }
        if ((presence & HAS_ORIGINAL_TIME) != 0) {
            builder.originalEventTime(readInstant(in));
        }
        if ((presence & HAS_CARD_PRESENT) != 0) {
            builder.cardPresent((presence & IS_CARD_PRESENT) != 0);
        }
        builder.eventId(StringValue.readString(in));
        builder.bankId(StringValue.readString(in));
        builder.cardRef(StringValue.readString(in));
        builder.currency(StringValue.readString(in));
        builder.subjectRef(readText(in));
        builder.billingCurrency(readText(in));
        builder.processingCode(readText(in));
        builder.mcc(readText(in));
        builder.merchantId(readText(in));
        builder.merchantName(readText(in));
        builder.merchantCity(readText(in));
        builder.merchantCountry(readText(in));
        builder.terminalId(readText(in));
        builder.posEntryMode(readText(in));
        builder.responseCode(readText(in));
        builder.acquirerId(readText(in));
        builder.bin(readText(in));
        builder.cardCountry(readText(in));
        builder.deviceId(readText(in));
        builder.ip(readText(in));
        builder.ipCountry(readText(in));
        builder.cvvResult(readText(in));
        builder.avsResult(readText(in));
        builder.threeDsResult(readText(in));
        builder.originalEventId(readText(in));
        return builder.build();
    }

    private static int presence(CardEvent event) {
        return (event.localTime() != null ? HAS_LOCAL_TIME : 0)
                | (event.billingAmountMinor() != null ? HAS_BILLING_AMOUNT : 0)
                | (event.latitude() != null ? HAS_LATITUDE : 0)
                | (event.longitude() != null ? HAS_LONGITUDE : 0)
                | (event.cardPresent() != null ? HAS_CARD_PRESENT : 0)
                | (Boolean.TRUE.equals(event.cardPresent()) ? IS_CARD_PRESENT : 0)
                | (event.networkRiskScore() != null ? HAS_NETWORK_SCORE : 0)
                | (event.originalEventTime() != null ? HAS_ORIGINAL_TIME : 0);
    }

    static void writeInstant(Instant instant, DataOutputView out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    static Instant readInstant(DataInputView in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void writeNumber(@Nullable Long number, DataOutputView out) throws IOException {
        if (number != null) {
            out.writeLong(number);
        }
    }

    private static void writeNumber(@Nullable Double number, DataOutputView out)
            throws IOException {
        if (number != null) {
            out.writeDouble(number);
        }
    }

    private static void writeText(@Nullable String text, DataOutputView out) throws IOException {
        StringValue.writeString(text, out);
    }

    private static @Nullable String readText(DataInputView in) throws IOException {
        return StringValue.readString(in);
    }
}
