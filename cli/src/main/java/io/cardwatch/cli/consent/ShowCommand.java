package io.cardwatch.cli.consent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Table;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentStatus;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code consent show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Says what a cardholder opted in to, since when and until when.")
final class ShowCommand implements Callable<Integer> {
    private final ConsentContext context;

    @Mixin private SubjectOptions who = new SubjectOptions();
    @Mixin private ConsentTopicOptions options = new ConsentTopicOptions();

    @Option(names = "--addresses", description = "Shows addresses in full, not masked.")
    private boolean addresses;

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    ShowCommand(ConsentContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        String bank = who.bank();
        String subject = who.subject();
        List<Consent> consents = context.stores().open(options).read(bank, subject).all();
        if (json) {
            context.terminal().print(json(consents));
        } else if (consents.isEmpty()) {
            context.terminal().print("There is no consent of that cardholder at that bank.");
        } else {
            table(consents).lines().forEach(context.terminal()::print);
        }
        return ExitCode.DONE;
    }

    private Table table(List<Consent> consents) {
        Table table =
                new Table("CHANNEL", "PURPOSE", "STATE", "VERSION", "SINCE", "UNTIL", "ADDRESS");
        for (Consent consent : consents) {
            table.row(
                    consent.channel(),
                    consent.purpose(),
                    state(consent),
                    Long.toString(consent.version()),
                    Table.time(consent.grantedAt()),
                    Table.time(consent.expiresAt()),
                    Table.orDash(address(consent)));
        }
        return table;
    }

    private String state(Consent consent) {
        Instant expiresAt = consent.expiresAt();
        return expiresAt != null && !context.clock().instant().isBefore(expiresAt)
                ? "expired"
                : consent.status().wireName();
    }

    private @Nullable String address(Consent consent) {
        String address = consent.address();
        return address == null || addresses ? address : Addresses.masked(address);
    }

    private String json(List<Consent> consents) {
        ObjectNode root = Json.object();
        ArrayNode all = root.putArray("consents");
        for (Consent consent : consents) {
            ObjectNode one = all.addObject();
            one.put("channel", consent.channel());
            one.put("purpose", consent.purpose());
            one.put("state", state(consent));
            one.put("version", consent.version());
            if (consent.status() == ConsentStatus.GRANTED) {
                one.put("grantedAt", String.valueOf(consent.grantedAt()));
                if (consent.expiresAt() != null) {
                    one.put("expiresAt", consent.expiresAt().toString());
                }
                one.put("address", address(consent));
                one.put("locale", consent.locale());
                one.put("timeZone", consent.timeZone());
                one.put("detail", consent.detail().wireName());
                one.put("minSeverity", consent.minSeverity().wireName());
            }
        }
        return Json.text(root);
    }
}
