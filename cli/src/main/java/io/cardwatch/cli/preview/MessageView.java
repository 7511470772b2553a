package io.cardwatch.cli.preview;

import io.cardwatch.alert.Severity;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.console.Wrap;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ProviderTemplate;
import io.cardwatch.message.SmsLength;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws messages: a box as wide as a phone, and below it what the eye does not see. */
final class MessageView {
    private static final String EMAIL = "email";
    private static final int PHONE_WIDTH = 44;
    private static final int MAIL_WIDTH = 70;
    private static final int FRAME = 4;

    private final Terminal terminal;

    MessageView(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(Preview preview) {
        OutboundMessage message = preview.message();
        boolean mail = preview.channel().equals(EMAIL);
        terminal.print(terminal.bold(heading(preview)));
        List<String> lines = new ArrayList<>();
        int width = Math.min(mail ? MAIL_WIDTH : PHONE_WIDTH, terminal.width() - FRAME);
        if (message.title() != null && showsTitle(preview.channel())) {
            lines.addAll(Wrap.lines((mail ? "Subject: " : "") + message.title(), width));
            lines.add("");
        }
        lines.addAll(Wrap.lines(message.text(), width));
        if (!message.replies().isEmpty() && !mail && preview.smsLength() == null) {
            lines.add("");
            message.replies()
                    .forEach(reply -> lines.addAll(Wrap.lines("[ " + reply.title() + " ]", width)));
        }
        box(lines, width).forEach(terminal::print);
        notes(preview).forEach(terminal::print);
        terminal.blank();
    }

    private static String heading(Preview preview) {
        String severities =
                preview.severities().size() == Severity.values().length
                        ? "every severity"
                        : preview.severities().stream()
                                .map(Severity::wireName)
                                .collect(Collectors.joining(", "));
        return String.join(
                " - ",
                preview.message().bankId(),
                preview.channel(),
                preview.locale().toLanguageTag(),
                preview.count() == 1 ? preview.detail().wireName() : preview.count() + " alerts",
                severities);
    }

    /** Text messages and chats have no heading. */
    private static boolean showsTitle(String channel) {
        return !channel.equals(SmsLength.CHANNEL)
                && !channel.equals("whatsapp")
                && !channel.equals("messenger");
    }

    private List<String> notes(Preview preview) {
        List<String> notes = new ArrayList<>();
        SmsLength length = preview.smsLength();
        if (length != null) {
            notes.add(
                    length.fits()
                            ? terminal.dim(length.describe())
                            : terminal.warning(length.describe()));
            if (!length.compact()) {
                notes.add(terminal.warning("not in the SMS alphabet: " + length.foreign()));
            }
        }
        ProviderTemplate template = preview.message().template();
        if (template != null) {
            notes.add(
                    terminal.dim(
                            "sent as template " + template.name() + ", " + template.language()));
            IntStream.range(0, template.parameters().size())
                    .mapToObj(i -> "  {{" + (i + 1) + "}} " + template.parameters().get(i))
                    .map(terminal::dim)
                    .forEach(notes::add);
        }
        return notes;
    }

    private List<String> box(List<String> lines, int width) {
        boolean drawn = terminal.unicode();
        String side = drawn ? "│" : "|";
        String edge = (drawn ? "─" : "-").repeat(width + 2);
        List<String> box = new ArrayList<>();
        box.add((drawn ? "╭" : "+") + edge + (drawn ? "╮" : "+"));
        for (String line : lines) {
            String rest = " ".repeat(Math.max(0, width - line.codePointCount(0, line.length())));
            box.add(side + " " + line + rest + " " + side);
        }
        box.add((drawn ? "╰" : "+") + edge + (drawn ? "╯" : "+"));
        return box;
    }
}
