package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One card event as a bank feeds it, named after ISO 8583 and ISO 20022 terms. What a feed's
 * profile does not require may be absent, and is null then.
 *
 * <p>An event lives in the call that handles it and on the wire between stages, never in state.
 * {@link #toString()} shows nothing of it.
 *
 * @param eventId the bank's unique id of this event
 * @param bankId the bank that sent it
 * @param schemaVersion the contract's version, 1
 * @param messageType what the event reports
 * @param cardRef token or keyed hash of the card, never its number
 * @param eventTime when it happened
 * @param amountMinor transaction amount in minor units of {@code currency}, zero or more, at most
 *     twelve digits (DE4)
 * @param currency alphabetic ISO 4217 code (DE49)
 * @param subjectRef the cardholder; consents name it
 * @param localTime wall-clock time at the terminal (DE12, DE13)
 * @param billingAmountMinor amount in minor units of {@code billingCurrency} (DE6)
 * @param billingCurrency alphabetic ISO 4217 code (DE51)
 * @param processingCode six digits (DE3)
 * @param mcc merchant category code, four digits (DE18)
 * @param merchantId card acceptor identification (DE42)
 * @param merchantName card acceptor name (DE43)
 * @param merchantCity card acceptor city (DE43)
 * @param merchantCountry alpha-2 ISO 3166-1 code (DE43, DE19)
 * @param terminalId card acceptor terminal (DE41)
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param posEntryMode three digits (DE22)
 * @param cardPresent whether the card was at the terminal
 * @param responseCode two or three letters or digits (DE39)
 * @param acquirerId acquiring institution (DE32)
 * @param bin six or eight leading digits of the card's number
 * @param cardCountry the issuer's country, alpha-2 ISO 3166-1
 * @param deviceId the bank's id of the device used
 * @param ip IPv4 or IPv6 address in text form
 * @param ipCountry alpha-2 ISO 3166-1 code
 * @param cvvResult card verification result, one or two characters
 * @param avsResult address verification result, one or two characters
 * @param threeDsResult 3-D Secure transaction status, one or two characters
 * @param networkRiskScore the card network's own score
 * @param originalEventId for a reversal, advice or refund: the event it refers to
 * @param originalEventTime when that event happened
 * @param baseAmountMinor derived by the decoder, not on the wire: the amount in minor units of the
 *     bank's base currency, or {@link #NO_AMOUNT} where the event gives none in it
 * @param baseExponent derived: the ISO 4217 exponent of the bank's base currency
 */
public record CardEvent(
        String eventId,
        String bankId,
        int schemaVersion,
        MessageType messageType,
        String cardRef,
        Instant eventTime,
        long amountMinor,
        String currency,
        @Nullable String subjectRef,
        @Nullable LocalDateTime localTime,
        @Nullable Long billingAmountMinor,
        @Nullable String billingCurrency,
        @Nullable String processingCode,
        @Nullable String mcc,
        @Nullable String merchantId,
        @Nullable String merchantName,
        @Nullable String merchantCity,
        @Nullable String merchantCountry,
        @Nullable String terminalId,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable String posEntryMode,
        @Nullable Boolean cardPresent,
        @Nullable String responseCode,
        @Nullable String acquirerId,
        @Nullable String bin,
        @Nullable String cardCountry,
        @Nullable String deviceId,
        @Nullable String ip,
        @Nullable String ipCountry,
        @Nullable String cvvResult,
        @Nullable String avsResult,
        @Nullable String threeDsResult,
        @Nullable Double networkRiskScore,
        @Nullable String originalEventId,
        @Nullable Instant originalEventTime,
        long baseAmountMinor,
        int baseExponent) {

    /** {@link #baseAmountMinor} of an event that has no amount in the bank's base currency. */
    public static final long NO_AMOUNT = Long.MIN_VALUE;

    private static final double[] MAJOR_UNIT = {1.0, 10.0, 100.0, 1_000.0, 10_000.0};

    public CardEvent {
        requireNonNull(eventId, "eventId");
        requireNonNull(bankId, "bankId");
        requireNonNull(messageType, "messageType");
        requireNonNull(cardRef, "cardRef");
        requireNonNull(eventTime, "eventTime");
        requireNonNull(currency, "currency");
    }

    /** The amount in major units of the bank's base currency, NaN where there is none in it. */
    public double amount() {
        return baseAmountMinor == NO_AMOUNT
                ? Double.NaN
                : baseAmountMinor / MAJOR_UNIT[baseExponent];
    }

    /** Whose consent counts: the subject, or the card itself where a feed knows no subjects. */
    public String subjectOrCard() {
        return subjectRef != null ? subjectRef : cardRef;
    }

    /** A builder that starts from this event. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.eventId = eventId;
        builder.bankId = bankId;
        builder.schemaVersion = schemaVersion;
        builder.messageType = messageType;
        builder.cardRef = cardRef;
        builder.eventTime = eventTime;
        builder.amountMinor = amountMinor;
        builder.currency = currency;
        builder.subjectRef = subjectRef;
        builder.localTime = localTime;
        builder.billingAmountMinor = billingAmountMinor;
        builder.billingCurrency = billingCurrency;
        builder.processingCode = processingCode;
        builder.mcc = mcc;
        builder.merchantId = merchantId;
        builder.merchantName = merchantName;
        builder.merchantCity = merchantCity;
        builder.merchantCountry = merchantCountry;
        builder.terminalId = terminalId;
        builder.latitude = latitude;
        builder.longitude = longitude;
        builder.posEntryMode = posEntryMode;
        builder.cardPresent = cardPresent;
        builder.responseCode = responseCode;
        builder.acquirerId = acquirerId;
        builder.bin = bin;
        builder.cardCountry = cardCountry;
        builder.deviceId = deviceId;
        builder.ip = ip;
        builder.ipCountry = ipCountry;
        builder.cvvResult = cvvResult;
        builder.avsResult = avsResult;
        builder.threeDsResult = threeDsResult;
        builder.networkRiskScore = networkRiskScore;
        builder.originalEventId = originalEventId;
        builder.originalEventTime = originalEventTime;
        builder.baseAmountMinor = baseAmountMinor;
        builder.baseExponent = baseExponent;
        return builder;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String toString() {
        return "CardEvent[redacted]";
    }

    /** Collects an event's fields; those without a value stay absent. */
    public static final class Builder {
        private @Nullable String eventId;
        private @Nullable String bankId;
        private int schemaVersion = 1;
        private @Nullable MessageType messageType;
        private @Nullable String cardRef;
        private @Nullable Instant eventTime;
        private long amountMinor;
        private @Nullable String currency;
        private @Nullable String subjectRef;
        private @Nullable LocalDateTime localTime;
        private @Nullable Long billingAmountMinor;
        private @Nullable String billingCurrency;
        private @Nullable String processingCode;
        private @Nullable String mcc;
        private @Nullable String merchantId;
        private @Nullable String merchantName;
        private @Nullable String merchantCity;
        private @Nullable String merchantCountry;
        private @Nullable String terminalId;
        private @Nullable Double latitude;
        private @Nullable Double longitude;
        private @Nullable String posEntryMode;
        private @Nullable Boolean cardPresent;
        private @Nullable String responseCode;
        private @Nullable String acquirerId;
        private @Nullable String bin;
        private @Nullable String cardCountry;
        private @Nullable String deviceId;
        private @Nullable String ip;
        private @Nullable String ipCountry;
        private @Nullable String cvvResult;
        private @Nullable String avsResult;
        private @Nullable String threeDsResult;
        private @Nullable Double networkRiskScore;
        private @Nullable String originalEventId;
        private @Nullable Instant originalEventTime;
        private long baseAmountMinor = NO_AMOUNT;
        private int baseExponent = 2;

        private Builder() {}

        public Builder eventId(String value) {
            eventId = value;
            return this;
        }

        public Builder bankId(String value) {
            bankId = value;
            return this;
        }

        public Builder schemaVersion(int value) {
            schemaVersion = value;
            return this;
        }

        public Builder messageType(MessageType value) {
            messageType = value;
            return this;
        }

        public Builder cardRef(String value) {
            cardRef = value;
            return this;
        }

        public Builder eventTime(Instant value) {
            eventTime = value;
            return this;
        }

        public Builder amountMinor(long value) {
            amountMinor = value;
            return this;
        }

        public Builder currency(String value) {
            currency = value;
            return this;
        }

        public Builder subjectRef(@Nullable String value) {
            subjectRef = value;
            return this;
        }

        public Builder localTime(@Nullable LocalDateTime value) {
            localTime = value;
            return this;
        }

        public Builder billingAmountMinor(@Nullable Long value) {
            billingAmountMinor = value;
            return this;
        }

        public Builder billingCurrency(@Nullable String value) {
            billingCurrency = value;
            return this;
        }

        public Builder processingCode(@Nullable String value) {
            processingCode = value;
            return this;
        }

        public Builder mcc(@Nullable String value) {
            mcc = value;
            return this;
        }

        public Builder merchantId(@Nullable String value) {
            merchantId = value;
            return this;
        }

        public Builder merchantName(@Nullable String value) {
            merchantName = value;
            return this;
        }

        public Builder merchantCity(@Nullable String value) {
            merchantCity = value;
            return this;
        }

        public Builder merchantCountry(@Nullable String value) {
            merchantCountry = value;
            return this;
        }

        public Builder terminalId(@Nullable String value) {
            terminalId = value;
            return this;
        }

        public Builder latitude(@Nullable Double value) {
            latitude = value;
            return this;
        }

        public Builder longitude(@Nullable Double value) {
            longitude = value;
            return this;
        }

        public Builder posEntryMode(@Nullable String value) {
            posEntryMode = value;
            return this;
        }

        public Builder cardPresent(@Nullable Boolean value) {
            cardPresent = value;
            return this;
        }

        public Builder responseCode(@Nullable String value) {
            responseCode = value;
            return this;
        }

        public Builder acquirerId(@Nullable String value) {
            acquirerId = value;
            return this;
        }

        public Builder bin(@Nullable String value) {
            bin = value;
            return this;
        }

        public Builder cardCountry(@Nullable String value) {
            cardCountry = value;
            return this;
        }

        public Builder deviceId(@Nullable String value) {
            deviceId = value;
            return this;
        }

        public Builder ip(@Nullable String value) {
            ip = value;
            return this;
        }

        public Builder ipCountry(@Nullable String value) {
            ipCountry = value;
            return this;
        }

        public Builder cvvResult(@Nullable String value) {
            cvvResult = value;
            return this;
        }

        public Builder avsResult(@Nullable String value) {
            avsResult = value;
            return this;
        }

        public Builder threeDsResult(@Nullable String value) {
            threeDsResult = value;
            return this;
        }

        public Builder networkRiskScore(@Nullable Double value) {
            networkRiskScore = value;
            return this;
        }

        public Builder originalEventId(@Nullable String value) {
            originalEventId = value;
            return this;
        }

        public Builder originalEventTime(@Nullable Instant value) {
            originalEventTime = value;
            return this;
        }

        /**
         * The amount in the bank's base currency, and that currency's ISO 4217 exponent (0 to 4).
         */
        public Builder baseAmount(long minor, int exponent) {
            baseAmountMinor = minor;
            baseExponent = exponent;
            return this;
        }

        /**
         * The event.
         *
         * @throws IllegalStateException where a required field has no value
         */
        public CardEvent build() {
            return new CardEvent(
                    required(eventId, "eventId"),
                    required(bankId, "bankId"),
                    schemaVersion,
                    required(messageType, "messageType"),
                    required(cardRef, "cardRef"),
                    required(eventTime, "eventTime"),
                    amountMinor,
                    required(currency, "currency"),
                    subjectRef,
                    localTime,
                    billingAmountMinor,
                    billingCurrency,
                    processingCode,
                    mcc,
                    merchantId,
                    merchantName,
                    merchantCity,
                    merchantCountry,
                    terminalId,
                    latitude,
                    longitude,
                    posEntryMode,
                    cardPresent,
                    responseCode,
                    acquirerId,
                    bin,
                    cardCountry,
                    deviceId,
                    ip,
                    ipCountry,
                    cvvResult,
                    avsResult,
                    threeDsResult,
                    networkRiskScore,
                    originalEventId,
                    originalEventTime,
                    baseAmountMinor,
                    baseExponent);
        }

        private static <T> T required(@Nullable T value, String name) {
            if (value == null) {
                throw new IllegalStateException("a card event needs " + name);
            }
            return value;
        }
    }
}
