package io.cardwatch.event;

import static io.cardwatch.event.TestEvents.AURORA;
import static io.cardwatch.event.TestEvents.SOMEWHERE;
import static io.cardwatch.event.TestEvents.bytes;
import static io.cardwatch.event.TestEvents.complete;
import static io.cardwatch.event.TestEvents.decode;
import static io.cardwatch.event.TestEvents.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardEventJsonDecoderTest {
    private static final String CARD = "4111111111111111";

    @Test
    void shouldReadEveryField() {
        assertThat(decode(json()).event()).isEqualTo(complete());
    }

    @Test
    void shouldTakeNullAndAbsenceAlike() {
        ObjectNode json = json();
        json.putNull("mcc");
        json.remove("latitude");
        CardEvent event = decode(json).event();
        assertThat(event.mcc()).isNull();
        assertThat(event.latitude()).isNull();
    }

    @Test
    void shouldSkipUnknownFields() {
        ObjectNode json = json();
        json.putObject("extension").put("probability", 0.4532015112830366).putArray("x").add("y");
        json.put("note", "order 41111111-1111-1111-8111-111111111111");
        assertThat(decode(json).event()).isEqualTo(complete());
    }

    @Test
    void shouldTakeZeroAmountAsAccountVerification() {
        assertThat(decode(json().put("amountMinor", 0)).event().amountMinor()).isZero();
    }

    @Test
    void shouldReadOffsetsAsInstants() {
        ObjectNode json = json().put("eventTime", "2026-03-01T13:00:31.250+01:00");
        assertThat(decode(json).event().eventTime())
                .isEqualTo(Instant.parse("2026-03-01T12:00:31.250Z"));
    }

    @Test
    void shouldCompareTheTransactionAmountWhereItIsInTheBaseCurrency() {
        ObjectNode json = json().put("amountMinor", 500).put("billingAmountMinor", 700);
        assertThat(decode(json).event().amount()).isEqualTo(5.0);
    }

    @Test
    void shouldCompareTheBillingAmountWhereTheTransactionIsForeign() {
        ObjectNode json =
                json().put("currency", "JPY")
                        .put("amountMinor", 900)
                        .put("billingAmountMinor", 567);
        assertThat(decode(json).event().amount()).isEqualTo(5.67);
    }

    @Test
    void shouldHaveNoComparableAmountWhereNoneIsInTheBaseCurrency() {
        ObjectNode json = json().put("currency", "JPY").put("billingCurrency", "USD");
        assertThat(decode(json).event().baseAmountMinor()).isEqualTo(CardEvent.NO_AMOUNT);
        json.put("billingCurrency", "EUR").remove("billingAmountMinor");
        assertThat(decode(json).event().amount()).isNaN();
    }

    @Test
    void shouldUseTheBaseCurrencysOwnExponent() {
        ObjectNode json = json().put("currency", "JPY").put("amountMinor", 900);
        Decoded decoded =
                new CardEventJsonDecoder(FeedProfile.of("aurora", "JPY"))
                        .decode(bytes(json.toString()), SOMEWHERE);
        assertThat(decoded.event().amount()).isEqualTo(900.0);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    eventId           | ""                           | BAD_LENGTH
                    eventId           | "has space"                  | BAD_FORMAT
                    eventId           | 7                            | WRONG_TYPE
                    eventId           | ["x"]                        | WRONG_TYPE
                    bankId            | "borealis"                   | WRONG_BANK
                    bankId            | "AURORA"                     | WRONG_BANK
                    schemaVersion     | 2                            | UNKNOWN_SCHEMA_VERSION
                    schemaVersion     | "1"                          | WRONG_TYPE
                    messageType       | "purchase"                   | UNKNOWN_MESSAGE_TYPE
                    messageType       | "AUTHORISATION"              | UNKNOWN_MESSAGE_TYPE
                    eventTime         | "2026-03-01T12:00:00"        | BAD_TIME
                    eventTime         | 1772366431                   | WRONG_TYPE
                    localTime         | "2026-03-01T12:00:00Z"       | BAD_TIME
                    amountMinor       | -1                           | NEGATIVE_AMOUNT
                    amountMinor       | 1.5                          | WRONG_TYPE
                    amountMinor       | 1e3                          | WRONG_TYPE
                    amountMinor       | "100"                        | WRONG_TYPE
                    amountMinor       | 1000000000000                | BAD_FORMAT
                    amountMinor       | 9223372036854775808          | BAD_FORMAT
                    amountMinor       | 99999999999999999999999999   | BAD_FORMAT
                    billingAmountMinor| -1                           | NEGATIVE_AMOUNT
                    currency          | "XYZ"                        | UNKNOWN_CURRENCY
                    currency          | "eur"                        | UNKNOWN_CURRENCY
                    currency          | "XAU"                        | UNKNOWN_CURRENCY
                    billingCurrency   | "978"                        | UNKNOWN_CURRENCY
                    merchantCountry   | "XX"                         | UNKNOWN_COUNTRY
                    merchantCountry   | "AUT"                        | UNKNOWN_COUNTRY
                    mcc               | "541"                        | BAD_FORMAT
                    mcc               | 5411                         | WRONG_TYPE
                    processingCode    | "00000a"                     | BAD_FORMAT
                    posEntryMode      | "71"                         | BAD_FORMAT
                    responseCode      | "0"                          | BAD_FORMAT
                    bin               | "4111111"                    | BAD_FORMAT
                    latitude          | 90.001                       | BAD_FORMAT
                    latitude          | 1e400                        | BAD_FORMAT
                    latitude          | "47"                         | WRONG_TYPE
                    longitude         | -180.5                       | BAD_FORMAT
                    cardPresent       | "true"                       | WRONG_TYPE
                    cardPresent       | 1                            | WRONG_TYPE
                    ip                | "256.1.1.1"                  | BAD_FORMAT
                    ip                | "fe80::1%eth0"               | BAD_FORMAT
                    ip                | "example.org"                | BAD_FORMAT
                    cvvResult         | "MMM"                        | BAD_FORMAT
                    networkRiskScore  | -1                           | BAD_FORMAT
                    merchantName      | "\\u0000"                    | BAD_FORMAT
                    merchantName      | "\\ud800"                    | BAD_FORMAT
                    merchantName      | ""                           | BAD_LENGTH
                    """)
    void shouldRefuseBadValueForItsOwnReason(String field, String value, RejectionReason reason) {
        Decoded decoded = decode(withRaw(field, value));
        assertThat(decoded.reason()).isEqualTo(reason);
        assertThat(decoded.field()).isEqualTo(field);
    }

    @Test
    void shouldCountLengthInCodePoints() {
        String wide = "\ud83d\ude00".repeat(120);
        assertThat(decode(json().put("merchantName", wide)).event()).isNotNull();
        assertThat(decode(json().put("merchantName", wide + "x")).reason())
                .isEqualTo(RejectionReason.BAD_LENGTH);
    }

    @ParameterizedTest
    @EnumSource(EventField.class)
    void shouldRefuseAbsenceOfRequiredFieldOnly(EventField field) {
        ObjectNode json = json();
        json.remove(field.wireName());
        Decoded decoded = decode(json);
        assertThat(decoded.reason())
                .isEqualTo(field.isRequired() ? RejectionReason.MISSING_FIELD : null);
        assertThat(decoded.field()).isEqualTo(field.isRequired() ? field.wireName() : null);
    }

    @Test
    void shouldRefuseAbsenceOfFieldThatTheProfileRequires() {
        FeedProfile profile = new FeedProfile("aurora", "EUR", Set.of("mcc"), 4096);
        ObjectNode json = json();
        json.putNull("mcc");
        Decoded decoded =
                new CardEventJsonDecoder(profile).decode(bytes(json.toString()), SOMEWHERE);
        assertThat(decoded.reason()).isEqualTo(RejectionReason.MISSING_FIELD);
        assertThat(decoded.field()).isEqualTo("mcc");
    }

    @ParameterizedTest
    @EnumSource(EventField.class)
    void shouldRefuseCardNumberInAnyFieldAsTextAndAsNumber(EventField field) {
        String name = field.wireName();
        assertThat(decode(json().put(name, CARD)).reason()).isEqualTo(RejectionReason.CARD_NUMBER);
        assertThat(decode(json().put(name, Long.parseLong(CARD))).reason())
                .isIn(RejectionReason.CARD_NUMBER, RejectionReason.BAD_FORMAT)
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"note\":\"paid with 4111 1111 1111 1111\"",
                "\"note\":4111111111111111",
                "\"note\":4111111111111111.0",
                "\"note\":4.111111111111111e15",
                "\"note\":{\"a\":[{\"b\":\"5555-5555-5555-4444\"}]}",
                "\"note\":[1,2,[378282246310005]]",
                "\"4111111111111111\":true",
                "\"note\":{\"4111111111111111\":null}",
                "\"note\":\"\\u0034111111111111111\""
            })
    void shouldRefuseCardNumberAnywhereInUnknownFields(String extra) {
        String json = json().toString();
        Decoded decoded = decode("{" + extra + "," + json.substring(1));
        assertThat(decoded.reason()).isEqualTo(RejectionReason.CARD_NUMBER);
        assertThat(decoded.field()).isNull();
    }

    @Test
    void shouldRefuseRecordOverTheProfilesLimitUnread() {
        FeedProfile small = new FeedProfile("aurora", "EUR", Set.of(), 100);
        assertThat(new CardEventJsonDecoder(small).decode(new byte[101], SOMEWHERE).reason())
                .isEqualTo(RejectionReason.TOO_LARGE);
    }

    @Test
    void shouldRefuseRecordWithoutValue() {
        CardEventJsonDecoder decoder = new CardEventJsonDecoder(AURORA);
        assertThat(decoder.decode(null, SOMEWHERE).reason()).isEqualTo(RejectionReason.EMPTY);
        assertThat(decoder.decode(new byte[0], SOMEWHERE).reason())
                .isEqualTo(RejectionReason.EMPTY);
    }

    @Test
    void shouldForgetOneRecordBeforeTheNext() {
        CardEventJsonDecoder decoder = new CardEventJsonDecoder(AURORA);
        decoder.decode(bytes(json().put("mcc", "bad").toString()), SOMEWHERE);
        decoder.decode(bytes(json().toString().substring(0, 200)), SOMEWHERE);
        Decoded empty = decoder.decode(bytes("{}"), SOMEWHERE);
        assertThat(empty.reason()).isEqualTo(RejectionReason.MISSING_FIELD);
        assertThat(empty.field()).isEqualTo("eventId");
        assertThat(decoder.decode(bytes(json().toString()), SOMEWHERE).event())
                .isEqualTo(complete());
    }

    @Test
    void shouldShowNothingOfTheRecordInItsText() {
        assertThat(decode(json()).toString()).doesNotContain("Vogel", "tok_", "4210");
        assertThat(decode(json().put("mcc", "canary")).toString()).doesNotContain("canary");
    }

    /** The complete event with one field replaced by a piece of JSON as it stands. */
    private static String withRaw(String field, String value) {
        return json().putRawValue(field, new RawValue(value)).toString();
    }
}
