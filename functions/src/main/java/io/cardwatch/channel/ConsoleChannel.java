package io.cardwatch.channel;

import static java.util.Objects.requireNonNull;

import io.cardwatch.consent.SendPermit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Shows each message as its user's phone would, in a box of text; for demonstrations.
 *
 * <p>What is shown is handed to the given sink as one text of several lines, so that messages of
 * several threads do not mix. A repeated message is shown again: there is no idempotency key.
 */
public final class ConsoleChannel implements MessageChannel {
    /** The name that consents use for this channel. */
    public static final String NAME = "console";

    private static final int WIDTH = 44;

    private final Consumer<String> screen;

    /** A channel that shows its messages on that screen. */
    public ConsoleChannel(Consumer<String> screen) {
        this.screen = requireNonNull(screen, "screen");
    }

    @Override
    public String name() {
        return NAME;
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
        screen.accept(phone(permit.address(), message));
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
        return box.append("╰").append("─".repeat(WIDTH + 2)).append("╯").toString();
    }

    private static void line(StringBuilder box, String text) {
        box.append("│ ").append(text);
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
