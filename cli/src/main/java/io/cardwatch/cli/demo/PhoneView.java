package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.Terminal;

/**
 * Shows messages as they look on their user's phone: the first few in full, the rest as a number.
 */
final class PhoneView {
    private static final String INDENT = "    ";

    private final Terminal terminal;
    private final int limit;
    private long received;

    /**
     * @param limit how many messages are shown
     */
    PhoneView(Terminal terminal, int limit) {
        this.terminal = terminal;
        this.limit = limit;
    }

    /** Takes a message as the console channel draws it. */
    void show(String message) {
        received++;
        if (received <= limit) {
            String drawn = terminal.unicode() ? message : plain(message);
            terminal.print(drawn.stripTrailing().indent(INDENT.length()).stripTrailing());
        }
        if (received == limit + 1L) {
            terminal.print(terminal.dim(INDENT + "More messages follow; they are counted below."));
        }
    }

    /** Messages received so far, shown or not. */
    long received() {
        return received;
    }

    private static String plain(String message) {
        return message.replaceAll("[╭╮╰╯┌┐└┘├┤]", "+").replace('─', '-').replace('│', '|');
    }
}
