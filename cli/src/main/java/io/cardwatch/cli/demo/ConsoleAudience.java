package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;

/** Who started the demo: messages are drawn on the terminal, and nobody answers. */
final class ConsoleAudience implements Audience {
    private final MessageInbox inbox;
    private final PhoneView phone;

    private ConsoleAudience(MessageInbox inbox, PhoneView phone) {
        this.inbox = inbox;
        this.phone = phone;
    }

    /**
     * An audience of the console channel.
     *
     * @param file what the channel writes to; made here
     * @param shownMessages how many messages are shown in full
     */
    static ConsoleAudience open(Path file, Terminal terminal, int shownMessages)
            throws IOException {
        return new ConsoleAudience(MessageInbox.open(file), new PhoneView(terminal, shownMessages));
    }

    @Override
    public void look() throws IOException {
        for (String message = inbox.poll(); message != null; message = inbox.poll()) {
            phone.show(message);
        }
    }

    @Override
    public long messages() {
        return phone.received();
    }

    @Override
    public void close() throws IOException {
        inbox.close();
    }
}
