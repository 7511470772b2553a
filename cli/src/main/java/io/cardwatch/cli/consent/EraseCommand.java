package io.cardwatch.cli.consent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.console.WaitOptions;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.erasure.Erasure;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.erasure.ErasureStep;
import io.cardwatch.rule.KeyDimension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code consent erase}. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Makes topics and running jobs forget a cardholder, and says what remains until when.",
            "Ends with 1 where a job does not report in time: the order waits for it."
        })
final class EraseCommand implements Callable<Integer> {
    private final ConsentContext context;

    @Mixin private SubjectOptions who = new SubjectOptions();
    @Mixin private ConsentTopicOptions options = new ConsentTopicOptions();
    @Mixin private SecretOptions secret = new SecretOptions();
    @Mixin private WaitOptions wait = new WaitOptions();

    @Option(
            names = "--card",
            arity = "1..*",
            paramLabel = "REF",
            description =
                    "The cardholder's cards, as events name them in cardRef. Their windows are"
                            + " forgotten too; Cardwatch does not know whose a card is.")
    private List<String> cards = List.of();

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    EraseCommand(ConsentContext context) {
        this.context = context;
    }

    /** What came of it. */
    private record Outcome(
            Erasure erasure,
            int consents,
            int attempts,
            Completion completion,
            List<Remains> remains) {}

    @Override
    public Integer call() throws CommandFailure {
        String bank = who.bank();
        String subject = who.subject();
        Duration patience = wait.patience();
        KeyHasher hasher = secret.hasher();
        List<String> cardHashes = new ArrayList<>();
        for (String card : cards) {
            String ref = SubjectOptions.checked("--card", card);
            cardHashes.add(hasher.key(KeyDimension.CARD, bank, ref).hex());
        }
        ConsentStore store = context.stores().open(options);
        KafkaErasure topics = new KafkaErasure(options.properties());
        topics.requireTopics();
        KnownConsents known = store.read(bank, subject);
        Erasure erasure =
                new Erasure(
                        context.ids().get(),
                        hasher.subject(bank, subject).hex(),
                        cardHashes,
                        context.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        int consents = removeConsents(store, known, erasure.erasureId());
        topics.order(erasure);
        Completion completion = topics.await(erasure.erasureId(), patience);
        int attempts = topics.forgetAttempts(erasure.subject());
        Outcome outcome =
                new Outcome(
                        erasure,
                        consents,
                        attempts,
                        completion,
                        remains(bank, completion, context.clock().instant()));
        if (json) {
            context.terminal().print(json(outcome));
        } else {
            tell(outcome);
        }
        return completion.missing().isEmpty() ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
    }

    /** First what every reader understands, then what makes even the key go. */
    private static int removeConsents(ConsentStore store, KnownConsents known, String erasureId)
            throws CommandFailure {
        for (Consent consent : known.all()) {
            if (consent.status() == ConsentStatus.GRANTED) {
                store.write(Consent.withdrawn(consent.key(), consent.version()), known);
            }
        }
        for (ConsentKey key : known.keys()) {
            store.erase(key, erasureId, known);
        }
        return known.keys().size();
    }

    private List<Remains> remains(String bank, Completion completion, Instant now)
            throws CommandFailure {
        List<Remains> remains =
                new ArrayList<>(
                        TopicsAfterErasure.of(options.properties(), options.topic(), bank, now));
        Duration shared = completion.sharedFor();
        remains.add(
                new Remains(
                        "merchants, terminals, devices, bins and addresses in state",
                        shared == null
                                ? "keyed hashes, as long as the alert job's longest window and"
                                        + " outage tolerance; it did not report how long"
                                : "keyed hashes",
                        shared == null ? null : now.plus(shared)));
        remains.add(
                new Remains(
                        "audit log", "ids of alerts and versions of opt-ins, no reference", null));
        remains.add(
                new Remains(
                        "checkpoints and savepoints from before",
                        "until Flink deletes them; the next completed checkpoint holds nothing",
                        null));
        remains.add(
                new Remains("providers", "messages already handed over are not recalled", null));
        return remains;
    }

    private void tell(Outcome outcome) {
        Terminal terminal = context.terminal();
        terminal.print("Erasure " + outcome.erasure().erasureId());
        terminal.print(
                "Topics: "
                        + outcome.consents()
                        + " opt-ins and "
                        + outcome.attempts()
                        + " attempts removed.");
        for (ErasureStatus report : outcome.completion().reports()) {
            terminal.print(
                    "Forgotten by "
                            + report.step().wireName()
                            + ", subtask "
                            + report.subtask()
                            + ", key "
                            + (report.part() + 1)
                            + " of "
                            + report.parts()
                            + ": "
                            + report.cleared()
                            + " entries.");
        }
        List<ErasureStep> missing = outcome.completion().missing();
        if (outcome.completion().reports().isEmpty()) {
            terminal.print(
                    "No job has reported; does one run? The order waits for them on its topic.");
        } else if (!missing.isEmpty()) {
            terminal.print(
                    "Not reported by: "
                            + missing.stream()
                                    .map(ErasureStep::wireName)
                                    .collect(Collectors.joining(", "))
                            + ". The order waits for them on its topic.");
        }
        terminal.print("What remains:");
        outcome.remains().forEach(remains -> terminal.print("  " + remains.line()));
    }

    private static String json(Outcome outcome) {
        ObjectNode root = Json.object();
        root.put("erasureId", outcome.erasure().erasureId());
        root.put("complete", outcome.completion().missing().isEmpty());
        root.put("consentsRemoved", outcome.consents());
        root.put("attemptsRemoved", outcome.attempts());
        ArrayNode reports = root.putArray("forgotten");
        for (ErasureStatus report : outcome.completion().reports()) {
            reports.addObject()
                    .put("step", report.step().wireName())
                    .put("subtask", report.subtask())
                    .put("part", report.part())
                    .put("parts", report.parts())
                    .put("cleared", report.cleared());
        }
        ArrayNode missing = root.putArray("notReported");
        outcome.completion().missing().forEach(step -> missing.add(step.wireName()));
        ArrayNode remains = root.putArray("remains");
        for (Remains each : outcome.remains()) {
            remains.addObject()
                    .put("where", each.where())
                    .put("what", each.what())
                    .put("until", each.until() == null ? null : each.until().toString());
        }
        return Json.text(root);
    }
}
