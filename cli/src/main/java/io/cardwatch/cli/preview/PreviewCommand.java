package io.cardwatch.cli.preview;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.message.MessageRenderer;
import io.cardwatch.message.MessageTemplates;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.SampleAlerts;
import io.cardwatch.message.TemplateException;
import io.cardwatch.reply.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code preview}. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = {
            "Shows messages as their users would see them, and what should be looked at in the words.",
            "Ends with 0, or with 1 where templates cannot be used, a message shown does not fit into"
                    + " one text message, or --strict is given and there are warnings."
        })
public final class PreviewCommand implements Callable<Integer> {
    private static final List<String> CHANNELS =
            List.of("sms", "email", "push", "whatsapp", "messenger", "alexa");
    private static final String NO_BANK = "your-bank";
    private static final int SEVERAL = 3;

    private final Terminal terminal;

    @Option(
            names = "--templates",
            paramLabel = "DIR",
            description = "Folder of message templates; the shipped words where not given.")
    private @Nullable Path folder;

    @Option(
            names = "--bank",
            paramLabel = "ID",
            description = "The bank that speaks; every bank of the folder where not given.")
    private @Nullable String bank;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description =
                    "A channel as consents name it; may be repeated. Where not given: sms, email,"
                            + " push, whatsapp, messenger and alexa.")
    private List<String> channels = new ArrayList<>();

    @Option(
            names = "--locale",
            paramLabel = "TAG",
            description =
                    "The user's locale, as in de-AT; may be repeated; en by default, with --all"
                            + " every language of the bank.")
    private List<String> locales = new ArrayList<>();

    @Option(
            names = "--severity",
            defaultValue = "high",
            paramLabel = "SEVERITY",
            description = "low, medium, high or critical; ${DEFAULT-VALUE} by default.")
    private String severity = "";

    @Option(
            names = "--detail",
            defaultValue = "minimal",
            paramLabel = "LEVEL",
            description = "What the user chose to see: minimal or detailed; minimal by default.")
    private String detail = "";

    @Option(
            names = "--several",
            defaultValue = "1",
            paramLabel = "N",
            description = "How many alerts the message tells of; ${DEFAULT-VALUE} by default.")
    private int count;

    @Option(
            names = "--answer",
            paramLabel = "ANSWER",
            description =
                    "What follows on an answer, in place of an alert: legitimate or"
                            + " confirmed-fraud.")
    private @Nullable String answer;

    @Option(names = "--all", description = "Every severity, both levels, one alert and several.")
    private boolean all;

    @Option(names = "--strict", description = "End with 1 where there is a warning.")
    private boolean strict;

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    @Mixin private SampleOptions sample = new SampleOptions();

    public PreviewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure {
        MessageTemplates templates;
        try {
            templates = folder == null ? MessageTemplates.shipped() : MessageTemplates.load(folder);
        } catch (TemplateException e) {
            e.faults().forEach(terminal::print);
            return ExitCode.DOES_NOT_HOLD;
        } catch (IOException e) {
            throw CommandFailure.usage("the templates cannot be read: " + folder, e);
        }
        List<Preview> previews = previews(templates);
        List<String> warnings = templates.warnings(channels());
        if (json) {
            terminal.print(PreviewJson.of(previews, warnings));
        } else {
            MessageView view = new MessageView(terminal);
            previews.forEach(view::show);
            warnings.forEach(warning -> terminal.print(terminal.warning("warning: ") + warning));
        }
        boolean holds =
                previews.stream().allMatch(Preview::fits) && (!strict || warnings.isEmpty());
        return holds ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
    }

    private List<Preview> previews(MessageTemplates templates) throws CommandFailure {
        MessageRenderer renderer = new MessageRenderer(templates);
        List<Preview> previews = new ArrayList<>();
        for (String bankId : banks(templates)) {
            for (Locale locale : locales(templates, bankId)) {
                for (String channel : channels()) {
                    for (int alerts : counts()) {
                        for (DetailLevel level : levels(alerts)) {
                            previews.addAll(
                                    bySeverity(renderer, bankId, locale, channel, alerts, level));
                        }
                    }
                }
            }
        }
        return previews;
    }

    /** The messages of every severity that is asked for, of those that read alike one. */
    private List<Preview> bySeverity(
            MessageRenderer renderer,
            String bankId,
            Locale locale,
            String channel,
            int count,
            DetailLevel level)
            throws CommandFailure {
        List<Preview> previews = new ArrayList<>();
        for (Severity urgency : severities()) {
            List<Alert> alerts =
                    SampleAlerts.of(
                            bankId, count, channel, urgency, sample.time(), sample.details());
            OutboundMessage message =
                    renderer.preview(
                            answer == null
                                    ? alerts
                                    : List.of(
                                            SampleAlerts.followUp(
                                                    alerts, channel, answered(answer))),
                            channel,
                            level,
                            locale,
                            sample.zone());
            Preview added = new Preview(channel, locale, level, List.of(urgency), count, message);
            int alike = 0;
            while (alike < previews.size() && !previews.get(alike).readsLike(added)) {
                alike++;
            }
            if (alike == previews.size()) {
                previews.add(added);
            } else {
                previews.set(alike, previews.get(alike).alsoFor(urgency));
            }
        }
        return previews;
    }

    private List<String> banks(MessageTemplates templates) {
        if (bank != null) {
            return List.of(bank);
        }
        return templates.banks().isEmpty() ? List.of(NO_BANK) : templates.banks();
    }

    private List<String> channels() {
        return channels.isEmpty() ? CHANNELS : channels;
    }

    private List<Locale> locales(MessageTemplates templates, String bankId) throws CommandFailure {
        if (locales.isEmpty()) {
            return all ? templates.languages(bankId) : List.of(Locale.ENGLISH);
        }
        List<Locale> given = new ArrayList<>();
        for (String tag : locales) {
            try {
                given.add(new Locale.Builder().setLanguageTag(tag).build());
            } catch (IllformedLocaleException e) {
                throw CommandFailure.usage("--locale is a tag such as de-AT, not '" + tag + "'", e);
            }
        }
        return given;
    }

    private List<Integer> counts() throws CommandFailure {
        if (count < 1 || count > 99) {
            throw CommandFailure.usage("--several is a number from 1 to 99");
        }
        if (answer != null) {
            if (count > 1) {
                throw CommandFailure.usage("an answer is to one alert: --several goes without it");
            }
            return List.of(1);
        }
        return all ? List.of(1, Math.max(count, SEVERAL)) : List.of(count);
    }

    /** A message of several alerts has no details, so the level makes no difference there. */
    private List<DetailLevel> levels(int alerts) throws CommandFailure {
        DetailLevel level = DetailLevel.fromWireName(detail);
        if (level == null) {
            throw CommandFailure.usage("--detail is minimal or detailed");
        }
        return all && alerts == 1 && answer == null
                ? List.of(DetailLevel.values())
                : List.of(level);
    }

    private static Answer answered(String word) throws CommandFailure {
        Answer given = Answer.fromWireName(word);
        if (given == null || given == Answer.STOP) {
            throw CommandFailure.usage("--answer is legitimate or confirmed-fraud");
        }
        return given;
    }

    private List<Severity> severities() throws CommandFailure {
        Severity urgency = Severity.fromWireName(severity);
        if (urgency == null) {
            throw CommandFailure.usage("--severity is low, medium, high or critical");
        }
        return all ? List.of(Severity.values()) : List.of(urgency);
    }
}
