package io.cardwatch.cli.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentReceipt;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code consent receipt}. */
@Command(
        name = "receipt",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the consent receipt of one channel, in the sections of ISO/IEC TS 27560.",
            "What only the bank knows is asked for and never made up; a file of options can be given"
                    + " as @FILE."
        })
final class ReceiptCommand implements Callable<Integer> {
    private final ConsentContext context;

    @Mixin private SubjectOptions who = new SubjectOptions();
    @Mixin private ConsentTopicOptions options = new ConsentTopicOptions();

    @Option(names = "--channel", required = true, paramLabel = "C", description = "The channel.")
    private String channel = "";

    @Option(
            names = "--controller",
            required = true,
            paramLabel = "NAME",
            description = "The bank's legal name.")
    private String controller = "";

    @Option(
            names = "--contact",
            required = true,
            paramLabel = "TEXT",
            description = "How the cardholder reaches the bank about their data.")
    private String contact = "";

    @Option(
            names = "--recipient",
            required = true,
            paramLabel = "NAME",
            description = "The channel's provider, who gets address and message; may be repeated.")
    private List<String> recipients = List.of();

    @Option(
            names = "--jurisdiction",
            required = true,
            paramLabel = "TEXT",
            description = "Whose law applies, such as AT.")
    private String jurisdiction = "";

    @Option(names = "--addresses", description = "Shows the address in full, not masked.")
    private boolean addresses;

    @Option(names = "--json", description = "As JSON, after consent-receipt.schema.json.")
    private boolean json;

    ReceiptCommand(ConsentContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        ConsentKey key = key();
        ConsentReceipt.Bank bank =
                new ConsentReceipt.Bank(
                        SubjectOptions.checked("--controller", controller),
                        SubjectOptions.checked("--contact", contact),
                        recipients,
                        SubjectOptions.checked("--jurisdiction", jurisdiction));
        Consent consent =
                context.stores().open(options).read(key.bankId(), key.subjectRef()).of(key);
        if (consent == null) {
            throw CommandFailure.doesNotHold(
                    "there is no consent of that cardholder on that channel to give a receipt of");
        }
        String address = consent.address();
        ConsentReceipt receipt =
                ConsentReceipt.of(
                        consent,
                        address == null || addresses ? address : Addresses.masked(address),
                        bank,
                        context.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        context.terminal()
                .print(json ? new String(receipt.json(), UTF_8) : receipt.text().stripTrailing());
        return ExitCode.DONE;
    }

    private ConsentKey key() throws CommandFailure {
        return new ConsentKey(
                who.bank(),
                who.subject(),
                Consent.FRAUD_ALERTS,
                SubjectOptions.checked("--channel", channel));
    }
}
