package io.cardwatch.cli.consent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code consent withdraw}. */
@Command(
        name = "withdraw",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a cardholder's opt-ins: address and evidence go with it.",
            "What is withdrawn already stays as it is; saying it twice changes nothing.",
            "A message that is already handed to a provider is not recalled."
        })
final class WithdrawCommand implements Callable<Integer> {
    private static final String ALL = "all";

    private final ConsentContext context;

    @Mixin private SubjectOptions who = new SubjectOptions();
    @Mixin private ConsentTopicOptions options = new ConsentTopicOptions();

    @Option(
            names = "--channel",
            defaultValue = ALL,
            paramLabel = "C",
            description = "The channel as its consent names it, or all. Default: ${DEFAULT-VALUE}.")
    private String channel = ALL;

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    WithdrawCommand(ConsentContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        String bank = who.bank();
        String subject = who.subject();
        ConsentStore store = context.stores().open(options);
        KnownConsents known = store.read(bank, subject);
        List<Consent> named =
                known.all().stream()
                        .filter(c -> channel.equals(ALL) || c.channel().equals(channel))
                        .toList();
        for (Consent consent : named) {
            if (consent.status() == ConsentStatus.GRANTED) {
                store.write(Consent.withdrawn(consent.key(), consent.version()), known);
            }
        }
        if (json) {
            context.terminal().print(json(named));
        } else {
            tell(named);
        }
        return ExitCode.DONE;
    }

    private void tell(List<Consent> named) {
        if (named.isEmpty()) {
            context.terminal()
                    .print(
                            channel.equals(ALL)
                                    ? "There is no consent of that cardholder at that bank."
                                    : "There is no consent of that cardholder on " + channel + ".");
        }
        for (Consent consent : named) {
            context.terminal()
                    .print(
                            (consent.status() == ConsentStatus.GRANTED
                                            ? "Withdrawn on "
                                            : "Was withdrawn before on ")
                                    + consent.channel()
                                    + ", version "
                                    + consent.version()
                                    + ".");
        }
    }

    private static String json(List<Consent> named) {
        ObjectNode root = Json.object();
        ArrayNode consents = root.putArray("consents");
        for (Consent consent : named) {
            consents.addObject()
                    .put("channel", consent.channel())
                    .put("purpose", consent.purpose())
                    .put("version", consent.version())
                    .put("before", consent.status().wireName());
        }
        return Json.text(root);
    }
}
