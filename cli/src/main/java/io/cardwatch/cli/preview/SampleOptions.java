package io.cardwatch.cli.preview;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.cli.console.CommandFailure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The made-up transaction that messages are shown with. */
final class SampleOptions {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12}(?:\\.\\d+)?) ?([A-Z]{3})");

    @Option(
            names = "--amount",
            defaultValue = "812.40 EUR",
            paramLabel = "AMOUNT",
            description = "What was paid, with its currency code; ${DEFAULT-VALUE} by default.")
    private String amount = "";

    @Option(
            names = "--merchant",
            defaultValue = "Corner Shop",
            paramLabel = "NAME",
            description = "Where; ${DEFAULT-VALUE} by default, none where empty.")
    private String merchant = "";

    @Option(
            names = "--time",
            defaultValue = "2026-03-01T22:05:00Z",
            paramLabel = "TIME",
            description = "When; ${DEFAULT-VALUE} by default.")
    private String time = "";

    @Option(
            names = "--time-zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "The user's time zone, as in Europe/Vienna; ${DEFAULT-VALUE} by default.")
    private String timeZone = "";

    AlertDetails details() throws CommandFailure {
        Matcher matcher = AMOUNT.matcher(amount);
        if (matcher.matches()) {
            try {
                Currency currency = Currency.getInstance(matcher.group(2));
                int exponent = Math.max(0, currency.getDefaultFractionDigits());
                long minor =
                        new BigDecimal(matcher.group(1)).movePointRight(exponent).longValueExact();
                return new AlertDetails(
                        minor, currency.getCurrencyCode(), merchant.isBlank() ? null : merchant);
            } catch (ArithmeticException | IllegalArgumentException e) {
                // Told below: too many decimals, or no such currency.
            }
        }
        throw CommandFailure.usage("--amount is written like '812.40 EUR', not '" + amount + "'");
    }

    Instant time() throws CommandFailure {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw CommandFailure.usage(
                    "--time is written like 2026-03-01T22:05:00Z, not '" + time + "'", e);
        }
    }

    ZoneId zone() throws CommandFailure {
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw CommandFailure.usage("there is no time zone '" + timeZone + "'", e);
        }
    }
}
