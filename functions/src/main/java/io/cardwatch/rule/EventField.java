package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.IsoCodes;
import java.time.DayOfWeek;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event that rules may name, as {@code event.<name>} in conditions and bare in
 * features. Fields that only identify the event itself are not among them.
 *
 * <p>An absent field is null as text, NaN as number and {@link #MISSING} as flag.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions are method references without state
public enum EventField {
    /** In major units of the bank's base currency. */
    AMOUNT("amount", CardEvent::amount, "event.amount()", 0.0, Double.POSITIVE_INFINITY),
    /** In major units of the transaction's own currency, as sent. */
    TRANSACTION_AMOUNT(
            "transactionAmount",
            EventField::transactionAmount,
            "EventField.transactionAmount(event)",
            0.0,
            Double.POSITIVE_INFINITY),
    /** Degrees. */
    LATITUDE("latitude", EventField::latitude, "EventField.latitude(event)", -90.0, 90.0),
    /** Degrees. */
    LONGITUDE("longitude", EventField::longitude, "EventField.longitude(event)", -180.0, 180.0),
    /** The card network's own score. */
    NETWORK_RISK_SCORE(
            "networkRiskScore",
            EventField::networkRiskScore,
            "EventField.networkRiskScore(event)",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY),
    /** Hour of the terminal's wall clock, 0 to 23. */
    LOCAL_HOUR("localHour", EventField::localHour, "EventField.localHour(event)", 0.0, 23.0),
    /** Day of the terminal's week, 1 for Monday to 7 for Sunday. */
    LOCAL_WEEKDAY(
            "localWeekday", EventField::localWeekday, "EventField.localWeekday(event)", 1.0, 7.0),
    /** Whether it is Saturday or Sunday where the terminal stands. */
    LOCAL_WEEKEND("localWeekend", EventField::localWeekend, "EventField.localWeekend(event)"),

    /** Whether the authorisation was approved; missing where there is no response code. */
    APPROVED("approved", EventField::approved, "EventField.approved(event)"),
    /** Whether the card was at the terminal. */
    CARD_PRESENT("cardPresent", EventField::cardPresent, "EventField.cardPresent(event)"),

    /** The bank that sent the event. */
    BANK_ID("bankId", CardEvent::bankId),
    /** {@code authorisation} or {@code advice}. */
    MESSAGE_TYPE("messageType", EventField::messageType, "EventField.messageType(event)"),
    /** The card's token. */
    CARD_REF("cardRef", CardEvent::cardRef),
    /** Alphabetic ISO 4217 code of the transaction. */
    CURRENCY("currency", CardEvent::currency),
    /** Alphabetic ISO 4217 code of the card's account. */
    BILLING_CURRENCY("billingCurrency", CardEvent::billingCurrency),
    /** The cardholder. */
    SUBJECT_REF("subjectRef", CardEvent::subjectRef),
    /** Six digits. */
    PROCESSING_CODE("processingCode", CardEvent::processingCode),
    /** Merchant category code, four digits. */
    MCC("mcc", CardEvent::mcc),
    /** The merchant. */
    MERCHANT_ID("merchantId", CardEvent::merchantId),
    /** The merchant's name. */
    MERCHANT_NAME("merchantName", CardEvent::merchantName),
    /** The merchant's city. */
    MERCHANT_CITY("merchantCity", CardEvent::merchantCity),
    /** Alpha-2 ISO 3166-1 code. */
    MERCHANT_COUNTRY("merchantCountry", CardEvent::merchantCountry),
    /** The terminal. */
    TERMINAL_ID("terminalId", CardEvent::terminalId),
    /** Three digits. */
    POS_ENTRY_MODE("posEntryMode", CardEvent::posEntryMode),
    /** Two characters. */
    RESPONSE_CODE("responseCode", CardEvent::responseCode),
    /** The merchant's bank. */
    ACQUIRER_ID("acquirerId", CardEvent::acquirerId),
    /** Leading digits of the card's number. */
    BIN("bin", CardEvent::bin),
    /** The issuer's country, alpha-2. */
    CARD_COUNTRY("cardCountry", CardEvent::cardCountry),
    /** The device used. */
    DEVICE_ID("deviceId", CardEvent::deviceId),
    /** The device's address. */
    IP("ip", CardEvent::ip),
    /** The country of that address, alpha-2. */
    IP_COUNTRY("ipCountry", CardEvent::ipCountry),
    /** Card verification result. */
    CVV_RESULT("cvvResult", CardEvent::cvvResult),
    /** Address verification result. */
    AVS_RESULT("avsResult", CardEvent::avsResult),
    /** 3-D Secure transaction status. */
    THREE_DS_RESULT("threeDsResult", CardEvent::threeDsResult);

    private static final double[] MAJOR_UNIT = {1.0, 10.0, 100.0, 1_000.0, 10_000.0};

    /** A flag that is not set. */
    public static final int FALSE = 0;

    /** A flag that is set. */
    public static final int TRUE = 1;

    /** A flag that the event does not have. */
    public static final int MISSING = 2;

    private final String keyword;
    private final ValueType type;
    private final String javaSource;
    private final double least;
    private final double most;
    private final @Nullable Function<CardEvent, @Nullable String> text;
    private final @Nullable ToDoubleFunction<CardEvent> number;
    private final @Nullable ToIntFunction<CardEvent> flag;

    EventField(String keyword, Function<CardEvent, @Nullable String> text) {
        this(keyword, text, "event." + keyword + "()");
    }

    EventField(String keyword, Function<CardEvent, @Nullable String> text, String javaSource) {
        this(keyword, ValueType.TEXT, javaSource, Double.NaN, Double.NaN, text, null, null);
    }

    EventField(String keyword, ToIntFunction<CardEvent> flag, String javaSource) {
        this(keyword, ValueType.FLAG, javaSource, Double.NaN, Double.NaN, null, null, flag);
    }

    EventField(
            String keyword,
            ToDoubleFunction<CardEvent> number,
            String javaSource,
            double least,
            double most) {
        this(keyword, ValueType.NUMBER, javaSource, least, most, null, number, null);
    }

    EventField(
            String keyword,
            ValueType type,
            String javaSource,
            double least,
            double most,
            @Nullable Function<CardEvent, @Nullable String> text,
            @Nullable ToDoubleFunction<CardEvent> number,
            @Nullable ToIntFunction<CardEvent> flag) {
        this.keyword = keyword;
        this.type = type;
        this.javaSource = javaSource;
        this.least = least;
        this.most = most;
        this.text = text;
        this.number = number;
        this.flag = flag;
    }

    /** The field's name in the rule language. */
    public String keyword() {
        return keyword;
    }

    public ValueType type() {
        return type;
    }

    /** The field's value; null where the event has none. Only for fields of type text. */
    public @Nullable String text(CardEvent event) {
        return requireNonNull(text, keyword).apply(event);
    }

    /** The field's value; NaN where the event has none. Only for fields of type number. */
    public double number(CardEvent event) {
        return requireNonNull(number, keyword).applyAsDouble(event);
    }

    /** {@link #TRUE}, {@link #FALSE} or {@link #MISSING}. Only for fields of type flag. */
    public int flag(CardEvent event) {
        return requireNonNull(flag, keyword).applyAsInt(event);
    }

    /** The least value that a present number can have. */
    double least() {
        return least;
    }

    /** The greatest value that a present number can have. */
    double most() {
        return most;
    }

    /** A Java expression for the field over a variable {@code event}. */
    String javaSource() {
        return javaSource;
    }

    /** The field of that name, or null where there is none. */
    public static @Nullable EventField named(String keyword) {
        for (EventField field : values()) {
            if (field.keyword.equals(keyword)) {
                return field;
            }
        }
        return null;
    }

    // Compiled conditions call these from a class of another loader: they have to be public.

    /** {@link #LATITUDE} of an event. */
    public static double latitude(CardEvent event) {
        return orNaN(event.latitude());
    }

    /** {@link #LONGITUDE} of an event. */
    public static double longitude(CardEvent event) {
        return orNaN(event.longitude());
    }

    /** {@link #NETWORK_RISK_SCORE} of an event. */
    public static double networkRiskScore(CardEvent event) {
        return orNaN(event.networkRiskScore());
    }

    /** {@link #LOCAL_HOUR} of an event. */
    public static double localHour(CardEvent event) {
        return event.localTime() == null ? Double.NaN : event.localTime().getHour();
    }

    /** {@link #LOCAL_WEEKDAY} of an event. */
    public static double localWeekday(CardEvent event) {
        return event.localTime() == null ? Double.NaN : event.localTime().getDayOfWeek().getValue();
    }

    /** {@link #LOCAL_WEEKEND} of an event. */
    public static int localWeekend(CardEvent event) {
        if (event.localTime() == null) {
            return MISSING;
        }
        return event.localTime().getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? TRUE : FALSE;
    }

    /** {@link #TRANSACTION_AMOUNT} of an event. */
    public static double transactionAmount(CardEvent event) {
        Integer exponent = IsoCodes.currencyExponent(event.currency());
        return exponent == null ? Double.NaN : event.amountMinor() / MAJOR_UNIT[exponent];
    }

    /** {@link #APPROVED} of an event. */
    public static int approved(CardEvent event) {
        String code = event.responseCode();
        if (code == null) {
            return MISSING;
        }
        return switch (code) {
            case "00", "08", "10", "11", "85" -> TRUE;
            default -> FALSE;
        };
    }

    /** {@link #CARD_PRESENT} of an event. */
    public static int cardPresent(CardEvent event) {
        Boolean present = event.cardPresent();
        if (present == null) {
            return MISSING;
        }
        return present ? TRUE : FALSE;
    }

    /** {@link #MESSAGE_TYPE} of an event. */
    public static String messageType(CardEvent event) {
        return switch (event.messageType()) {
            case AUTHORISATION -> "authorisation";
            case ADVICE -> "advice";
            case REVERSAL -> "reversal";
            case REFUND -> "refund";
        };
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
