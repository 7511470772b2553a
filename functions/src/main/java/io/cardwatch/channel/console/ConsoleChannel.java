package io.cardwatch.channel.console;

import static java.util.Objects.requireNonNull;

import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ReplyOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Shows each message as its user's phone would, in a box of text.
 *
 * <p>What is shown is handed to the screen as one text of several lines, so that messages of
 * several threads do not mix. A repeated message is shown again: there is no idempotency key.
 */
final class ConsoleChannel implements MessageChannel {
    private static final int WIDTH = 44;
    private static final char NO_BREAK = '\u00a0';

    private final String name;
    private final Screen screen;

    /** Where messages are shown. */
    interface Screen {
        /** Shows a text of several lines. */
        void show(String text) throws IOException;
    }

    /** A channel of that name that shows its messages on that screen. */
    ConsoleChannel(String name, Screen screen) {
        this.name = requireNonNull(name, "name");
        this.screen = requireNonNull(screen, "screen");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean idempotent() {
        return false;
    }

    @Override
    public CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message) {
        if (!permit.claim()) {
            return CompletableFuture.completedStage(SendOutcome.of(SendOutcome.Kind.RETRY));
        }
        try {
            screen.show(phone(permit.address(), message));
        } catch (IOException e) {
            return CompletableFuture.completedStage(
                    SendOutcome.of(SendOutcome.Kind.RETRY, "not_written"));
        }
        return CompletableFuture.completedStage(SendOutcome.of(SendOutcome.Kind.DELIVERED));
    }

    private static String phone(String address, OutboundMessage message) {
        StringBuilder box = new StringBuilder();
        String owner = printable(address);
        String to = " to " + owner.substring(0, Math.min(owner.length(), WIDTH - 6)) + " ";
        box.append("╭─").append(to).append("─".repeat(WIDTH + 1 - to.length())).append("╮\n");
        if (message.title() != null) {
            wrap(printable(message.title())).forEach(line -> line(box, line));
            line(box, "");
        }
        for (String line : wrap(printable(message.text()))) {
            line(box, line);
        }
        if (!message.replies().isEmpty()) {
            line(box, "");
            wrap(buttons(message.replies())).forEach(line -> line(box, line));
        }
        return box.append("╰").append("─".repeat(WIDTH + 2)).append("╯").toString();
    }

    /** For example {@code [ Yes ] [ No ]}; a line breaks between buttons, not within one. */
    private static String buttons(List<ReplyOption> replies) {
        return replies.stream()
                .map(reply -> "[ " + printable(reply.title()) + " ]")
                .map(button -> button.replace(' ', NO_BREAK))
                .collect(Collectors.joining(" "));
    }

    private static void line(StringBuilder box, String text) {
        box.append("│ ").append(text.replace(NO_BREAK, ' '));
        box.append(" ".repeat(Math.max(0, WIDTH - text.codePointCount(0, text.length()))));
        box.append(" │\n");
    }

    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH && line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (line.length() > 0) {
                line.append(' ');
            }
            line.append(word);
            while (line.length() > WIDTH) {
                lines.add(line.substring(0, WIDTH));
                line.delete(0, WIDTH);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** Without control characters, which could move the cursor of the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", " ");
    }
}
