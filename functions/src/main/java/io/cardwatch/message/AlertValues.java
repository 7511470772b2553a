package io.cardwatch.message;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.DetailLevel;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What fills the places of a message about some alerts, as one user writes amounts and times.
 *
 * <p>Amounts carry the currency's code, since a sign alone ({@code $}) may mean several currencies.
 */
final class AlertValues {
    private final Locale locale;
    private final ZoneId zone;
    private final Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);

    private AlertValues(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
    }

    /**
     * The values that are known; amount and merchant only of a single alert, and where the user
     * chose to see them.
     */
    static Map<Placeholder, String> of(
            List<Alert> alerts, DetailLevel detail, Locale locale, ZoneId zone) {
        AlertValues made = new AlertValues(locale, zone);
        Instant latest = alerts.stream().map(Alert::eventTime).reduce(AlertValues::later).get();
        made.values.put(Placeholder.DATE, made.date(latest));
        made.values.put(Placeholder.TIME, made.time(latest));
        AlertDetails details = alerts.get(0).details();
        if (alerts.size() > 1) {
            Instant first =
                    alerts.stream()
                            .map(Alert::eventTime)
                            .reduce((a, b) -> a.isBefore(b) ? a : b)
                            .get();
            made.values.put(Placeholder.COUNT, Integer.toString(alerts.size()));
            made.values.put(Placeholder.SINCE, made.date(first) + ", " + made.time(first));
        } else if (detail == DetailLevel.DETAILED && details != null) {
            made.putDetails(details);
        }
        return made.values;
    }

    static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    private void putDetails(AlertDetails details) {
        String amount = amount(details);
        if (amount != null) {
            values.put(Placeholder.AMOUNT, amount);
        }
        String merchant =
                details.merchantName() == null
                        ? null
                        : MerchantName.readable(details.merchantName());
        if (merchant != null) {
            values.put(Placeholder.MERCHANT, merchant);
        }
    }

    private String date(Instant instant) {
        return plain(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM), instant);
    }

    private String time(Instant instant) {
        return plain(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT), instant);
    }

    private String plain(DateTimeFormatter formatter, Instant instant) {
        ZonedDateTime time = instant.atZone(zone);
        return plainSpaces(formatter.withLocale(locale).format(time));
    }

    /** For example {@code USD 812.40} or {@code 812,40 EUR}; null for a currency unknown here. */
    private @Nullable String amount(AlertDetails details) {
        Currency currency;
        try {
            currency = Currency.getInstance(details.currency());
        } catch (IllegalArgumentException e) {
            return null;
        }
        int exponent = Math.max(0, currency.getDefaultFractionDigits());
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        if (format instanceof DecimalFormat decimal) {
            DecimalFormatSymbols symbols = decimal.getDecimalFormatSymbols();
            symbols.setCurrency(currency);
            symbols.setCurrencySymbol(currency.getCurrencyCode());
            decimal.setDecimalFormatSymbols(symbols);
        }
        format.setMinimumFractionDigits(exponent);
        format.setMaximumFractionDigits(exponent);
        String text =
                plainSpaces(format.format(BigDecimal.valueOf(details.amountMinor(), exponent)));
        return text.replaceAll("(?<=[A-Z])(?=\\d)|(?<=\\d)(?=[A-Z])", " ");
    }

    /** With plain blanks only: others cost a text message its compact encoding. */
    private static String plainSpaces(String text) {
        return text.replaceAll("[\\u00a0\\u2007\\u2009\\u202f]", " ");
    }
}
