package io.cardwatch.channel;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.consent.SendPermit;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an alert as the message that its user reads.
 *
 * <p>What the message shows is bound by the permit's detail level, whatever the alert holds.
 * Amounts and times are in the user's zone and locale; where no template is in the user's language,
 * they are in the template's. Amounts carry the currency's code, since a sign alone ({@code $}) may
 * mean several currencies.
 */
public final class MessageRenderer {
    private static final int LONGEST_MERCHANT = 40;

    private final MessageTemplates templates;

    /** A renderer of those templates. */
    public MessageRenderer(MessageTemplates templates) {
        this.templates = requireNonNull(templates, "templates");
    }

    /** The message for the permit's user and channel. */
    public OutboundMessage render(Alert alert, SendPermit permit) {
        if (!permit.alertId().equals(alert.alertId())) {
            throw new IllegalArgumentException("the permit is for another alert");
        }
        return preview(
                alert, permit.channel(), permit.detail(), permit.locale(), permit.timeZone());
    }

    /** The message as it would read for such a user; sending it takes a permit. */
    public OutboundMessage preview(
            Alert alert, String channel, DetailLevel detail, Locale locale, ZoneId zone) {
        String bankId = alert.bankId();
        Locale spoken = spoken(locale, templates.of(bankId).languageFor(locale));
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.BANK, templates.bankName(bankId));
        ZonedDateTime time = alert.eventTime().atZone(zone);
        values.put(
                Placeholder.DATE,
                plain(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM), time, spoken));
        values.put(
                Placeholder.TIME,
                plain(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT), time, spoken));
        String phone = templates.of(bankId).phone();
        if (phone != null) {
            values.put(Placeholder.PHONE, phone);
        }
        AlertDetails details = alert.details();
        if (detail == DetailLevel.DETAILED && details != null) {
            putDetails(values, details, spoken);
        }
        MessageTemplates.Match match =
                templates.find(bankId, channel, locale, alert.severity(), detail, values);
        String title = match.template().title();
        return new OutboundMessage(
                alert.alertId(),
                Template.fill(match.template().text(), values),
                title == null ? null : Template.fill(title, values));
    }

    private static void putDetails(
            Map<Placeholder, String> values, AlertDetails details, Locale locale) {
        String amount = amount(details, locale);
        if (amount != null) {
            values.put(Placeholder.AMOUNT, amount);
        }
        if (details.merchantName() != null) {
            String merchant = merchant(details.merchantName());
            if (!merchant.isEmpty()) {
                values.put(Placeholder.MERCHANT, merchant);
            }
        }
    }

    /** The user's own locale where the template speaks its language, else the template's. */
    private static Locale spoken(Locale user, String language) {
        Locale template = Locale.forLanguageTag(language);
        return template.getLanguage().equals(user.getLanguage()) ? user : template;
    }

    private static String plain(DateTimeFormatter formatter, ZonedDateTime time, Locale locale) {
        return plainSpaces(formatter.withLocale(locale).format(time));
    }

    /** For example {@code USD 812.40} or {@code 812,40 EUR}; null for a currency unknown here. */
    private static @Nullable String amount(AlertDetails details, Locale locale) {
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

    /**
     * A merchant's name that can do nothing but be read: no control or direction characters, no
     * signs that could make it a link or a line of its own, and dots within words ({@code
     * shop.example}) broken up, since phones turn those into links.
     */
    private static String merchant(String name) {
        String readable =
                name.replaceAll("\\.(?=\\S)", " ")
                        .replaceAll("[^\\p{L}\\p{M}\\p{N} .,&'*#+-]", " ")
                        .replaceAll(" +", " ")
                        .strip();
        int end = Math.min(readable.length(), LONGEST_MERCHANT);
        return readable.substring(0, end).strip();
    }
}
