package io.cardwatch.cli.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentFormatException;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code consent grant}. */
@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        description = {
            "Writes that a cardholder wants fraud alerts on a channel, and prints the receipt's id.",
            "Only for what the cardholder said: --source and --text-version are the proof of it.",
            "A grant that stands already is replaced by a new version."
        })
final class GrantCommand implements Callable<Integer> {
    private static final Pattern HOURS = Pattern.compile("([^-]+)-([^-]+)");
    private static final int MOST_ADDRESS_BYTES = 4096;

    private final ConsentContext context;

    @Mixin private SubjectOptions who = new SubjectOptions();
    @Mixin private ConsentTopicOptions options = new ConsentTopicOptions();

    @Option(
            names = "--channel",
            required = true,
            paramLabel = "C",
            description = "The channel as the delivery job names it, such as sms.")
    private String channel = "";

    @ArgGroup(multiplicity = "1")
    private Address address = new Address();

    private static final class Address {
        @Option(
                names = "--address",
                paramLabel = "A",
                description =
                        "Where the channel reaches the cardholder: +43… for a phone, psid:123 for a"
                                + " platform's id. Others on this machine can see it.")
        private @Nullable String text;

        @Option(
                names = "--address-file",
                paramLabel = "FILE",
                description = "A file that holds the address alone; - for standard input.")
        private @Nullable String file;
    }

    @Option(
            names = "--locale",
            required = true,
            paramLabel = "TAG",
            description = "The cardholder's language, BCP 47, such as de-AT.")
    private String locale = "";

    @Option(
            names = "--time-zone",
            required = true,
            paramLabel = "ZONE",
            description = "The cardholder's IANA zone, such as Europe/Vienna.")
    private String timeZone = "";

    @Option(
            names = "--detail",
            defaultValue = "minimal",
            paramLabel = "LEVEL",
            description =
                    "minimal or detailed: whether messages may show amount and merchant. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String detail = "minimal";

    @Option(
            names = "--min-severity",
            defaultValue = "low",
            paramLabel = "S",
            description = "low, medium, high or critical. Default: ${DEFAULT-VALUE}.")
    private String minSeverity = "low";

    @Option(
            names = "--quiet-hours",
            paramLabel = "HH:MM-HH:MM",
            description = "When no message may come, in the cardholder's zone.")
    private @Nullable String quietHours;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "From when on it no longer holds, such as 2027-03-01T12:00:00Z.")
    private @Nullable String expires;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "TEXT",
            description = "Where it was given, such as branch or mobile-app.")
    private String source = "";

    @Option(
            names = "--text-version",
            required = true,
            paramLabel = "TEXT",
            description = "The version of the words that the cardholder agreed to.")
    private String textVersion = "";

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    GrantCommand(ConsentContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        ObjectNode grant = grant();
        // Checked before any broker is asked; the version is not known yet.
        Consent draft = checked(grant);
        if (draft.expiresAt() != null && !draft.expiresAt().isAfter(context.clock().instant())) {
            throw CommandFailure.usage("--expires is over already: such a consent permits nothing");
        }
        ConsentKey key = draft.key();
        ConsentStore store = context.stores().open(options);
        KnownConsents known = store.read(key.bankId(), key.subjectRef());
        Consent consent = checked(grant.put("version", known.nextVersion(key)));
        store.write(consent, known);
        String receiptId = grant.path("evidence").path("receiptId").asText();
        if (json) {
            ObjectNode told = Json.object();
            told.put("receiptId", receiptId);
            told.put("channel", consent.channel());
            told.put("version", consent.version());
            context.terminal().print(Json.text(told));
        } else {
            context.terminal()
                    .print("Granted on " + channel + ", version " + consent.version() + ".");
            context.terminal().print("Receipt: " + receiptId);
        }
        return ExitCode.DONE;
    }

    private static Consent checked(ObjectNode grant) throws CommandFailure {
        try {
            return ConsentJson.decode(grant.toString().getBytes(UTF_8));
        } catch (ConsentFormatException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** As a record of the topic has it, so that one decoder checks both. */
    private ObjectNode grant() throws CommandFailure {
        ObjectNode grant = Json.object();
        grant.put("bankId", who.bank());
        grant.put("subjectRef", who.subject());
        grant.put("purpose", Consent.FRAUD_ALERTS);
        grant.put("channel", channel);
        grant.put("status", ConsentStatus.GRANTED.wireName());
        grant.put("version", 1);
        grant.put("address", address());
        grant.put("locale", locale);
        grant.put("timeZone", timeZone);
        grant.put("detail", detail);
        grant.put("minSeverity", minSeverity);
        if (quietHours != null) {
            Matcher hours = HOURS.matcher(quietHours);
            if (!hours.matches()) {
                throw CommandFailure.usage("--quiet-hours takes two times of day: 22:00-07:00");
            }
            grant.putObject("quietHours").put("from", hours.group(1)).put("until", hours.group(2));
        }
        grant.put("grantedAt", context.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
        if (expires != null) {
            grant.put("expiresAt", expires);
        }
        grant.putObject("evidence")
                .put("source", source)
                .put("textVersion", textVersion)
                .put("receiptId", context.ids().get());
        return grant;
    }

    private String address() throws CommandFailure {
        if (address.file == null) {
            return String.valueOf(address.text);
        }
        try {
            byte[] bytes =
                    address.file.equals("-")
                            ? context.in().readNBytes(MOST_ADDRESS_BYTES)
                            : Files.readAllBytes(Path.of(address.file));
            return new String(bytes, UTF_8).strip();
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailure.usage("--address-file cannot be read: " + address.file, e);
        }
    }
}
