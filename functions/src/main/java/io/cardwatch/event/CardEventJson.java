package io.cardwatch.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes card events in the contract's JSON; absent fields are left out. Safe for many threads. */
public final class CardEventJson {
    private static final JsonFactory JSON = new JsonFactory();

    private CardEventJson() {}

    /** The event as one JSON object in UTF-8, without a line break. */
    public static byte[] encode(CardEvent event) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            writeRequired(json, event);
            writeAmountsAndCodes(json, event);
            writePlace(json, event);
            writeCardAndDevice(json, event);
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing into memory failed", impossible);
        }
    }

    private static void writeRequired(JsonGenerator json, CardEvent event) throws IOException {
        text(json, EventField.EVENT_ID, event.eventId());
        text(json, EventField.BANK_ID, event.bankId());
        json.writeNumberField(EventField.SCHEMA_VERSION.wireName(), event.schemaVersion());
        text(json, EventField.MESSAGE_TYPE, event.messageType().wireName());
        text(json, EventField.CARD_REF, event.cardRef());
        time(json, EventField.EVENT_TIME, event.eventTime());
        json.writeNumberField(EventField.AMOUNT_MINOR.wireName(), event.amountMinor());
        text(json, EventField.CURRENCY, event.currency());
    }

    private static void writeAmountsAndCodes(JsonGenerator json, CardEvent event)
            throws IOException {
        text(json, EventField.SUBJECT_REF, event.subjectRef());
        LocalDateTime localTime = event.localTime();
        if (localTime != null) {
            text(
                    json,
                    EventField.LOCAL_TIME,
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(localTime));
        }
        Long billing = event.billingAmountMinor();
        if (billing != null) {
            json.writeNumberField(EventField.BILLING_AMOUNT_MINOR.wireName(), billing.longValue());
        }
        text(json, EventField.BILLING_CURRENCY, event.billingCurrency());
        text(json, EventField.PROCESSING_CODE, event.processingCode());
        text(json, EventField.MCC, event.mcc());
    }

    private static void writePlace(JsonGenerator json, CardEvent event) throws IOException {
        text(json, EventField.MERCHANT_ID, event.merchantId());
        text(json, EventField.MERCHANT_NAME, event.merchantName());
        text(json, EventField.MERCHANT_CITY, event.merchantCity());
        text(json, EventField.MERCHANT_COUNTRY, event.merchantCountry());
        text(json, EventField.TERMINAL_ID, event.terminalId());
        number(json, EventField.LATITUDE, event.latitude());
        number(json, EventField.LONGITUDE, event.longitude());
        text(json, EventField.POS_ENTRY_MODE, event.posEntryMode());
        Boolean cardPresent = event.cardPresent();
        if (cardPresent != null) {
            json.writeBooleanField(EventField.CARD_PRESENT.wireName(), cardPresent);
        }
    }

    private static void writeCardAndDevice(JsonGenerator json, CardEvent event) throws IOException {
        text(json, EventField.RESPONSE_CODE, event.responseCode());
        text(json, EventField.ACQUIRER_ID, event.acquirerId());
        text(json, EventField.BIN, event.bin());
        text(json, EventField.CARD_COUNTRY, event.cardCountry());
        text(json, EventField.DEVICE_ID, event.deviceId());
        text(json, EventField.IP, event.ip());
        text(json, EventField.IP_COUNTRY, event.ipCountry());
        text(json, EventField.CVV_RESULT, event.cvvResult());
        text(json, EventField.AVS_RESULT, event.avsResult());
        text(json, EventField.THREE_DS_RESULT, event.threeDsResult());
        number(json, EventField.NETWORK_RISK_SCORE, event.networkRiskScore());
        text(json, EventField.ORIGINAL_EVENT_ID, event.originalEventId());
        time(json, EventField.ORIGINAL_EVENT_TIME, event.originalEventTime());
    }

    private static void text(JsonGenerator json, EventField field, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(field.wireName(), value);
        }
    }

    private static void number(JsonGenerator json, EventField field, @Nullable Double value)
            throws IOException {
        if (value != null) {
            json.writeNumberField(field.wireName(), value.doubleValue());
        }
    }

    private static void time(JsonGenerator json, EventField field, @Nullable Instant value)
            throws IOException {
        if (value != null) {
            json.writeStringField(field.wireName(), value.toString());
        }
    }
}
