package io.cardwatch.channel.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that answers each command as a test says, and is strict about what it is sent:
 * commands in their order, lines ended by CR LF, at most 998 signs in a line, no eighth bit.
 */
final class ScriptedSmtpServer implements AutoCloseable {
    /** The moments that a reaction can be set for, beside the verbs of commands. */
    static final String GREETING = "greeting";

    /** After the line that ends a message. */
    static final String END = ".";

    private static final int LONGEST_LINE = 998;

    private final ServerSocket listening;
    private final @Nullable SSLContext tls;
    private final boolean tlsAtOnce;
    private final Map<String, Reaction> reactions = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /** What the server does at one moment. */
    interface Reaction {
        /** The code it answered; 0 for no answer, {@link #OVER} where the connection ends. */
        int react(Socket socket, OutputStream out) throws IOException;

        int OVER = -1;

        static Reaction reply(String text) {
            return (socket, out) -> {
                out.write((text + "\r\n").getBytes(ISO_8859_1));
                out.flush();
                return Character.isDigit(text.charAt(0))
                        ? Integer.parseInt(text.substring(0, 3))
                        : 0;
            };
        }

        static Reaction replyAndReset(String text) {
            return (socket, out) -> {
                reply(text).react(socket, out);
                return reset().react(socket, out);
            };
        }

        static Reaction hangUp() {
            return (socket, out) -> OVER;
        }

        static Reaction reset() {
            return (socket, out) -> {
                socket.setSoLinger(true, 0);
                return OVER;
            };
        }

        /** Asks for the message, and resets once it begins to come. */
        static Reaction resetAmidTheMessage() {
            return (socket, out) -> {
                reply("354 go ahead").react(socket, out);
                socket.getInputStream().read();
                return reset().react(socket, out);
            };
        }

        /** Says nothing, however long the other side waits. */
        static Reaction silence() {
            return (socket, out) -> 0;
        }

        /** Answers when the latch opens. */
        static Reaction held(CountDownLatch until, String text) {
            return (socket, out) -> {
                try {
                    until.await();
                } catch (InterruptedException e) {
                    return OVER;
                }
                return reply(text).react(socket, out);
            };
        }
    }

    /** A server without TLS. */
    ScriptedSmtpServer() throws IOException {
        this(null, false);
    }

    /** A server that offers STARTTLS, or speaks TLS at once. */
    ScriptedSmtpServer(@Nullable SSLContext tls, boolean tlsAtOnce) throws IOException {
        this.tls = tls;
        this.tlsAtOnce = tlsAtOnce;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        on(GREETING, "220 mail.bank.example ESMTP");
        on("EHLO", ehlo(tls != null && !tlsAtOnce));
        on("STARTTLS", "220 2.0.0 go ahead");
        on("AUTH", "235 2.7.0 welcome");
        on("MAIL", "250 2.1.0 ok");
        on("RCPT", "250 2.1.5 ok");
        on("DATA", "354 go ahead");
        on(END, "250 2.0.0 queued");
        on("RSET", "250 2.0.0 ok");
        on("NOOP", "250 2.0.0 ok");
        on("QUIT", Reaction.replyAndReset("221 2.0.0 bye"));
        daemon(this::accept);
    }

    static String ehlo(boolean starttls) {
        return "250-mail.bank.example\r\n"
                + (starttls ? "250-STARTTLS\r\n" : "")
                + "250-AUTH PLAIN LOGIN\r\n250 ENHANCEDSTATUSCODES";
    }

    ScriptedSmtpServer on(String moment, String reply) {
        return on(moment, Reaction.reply(reply));
    }

    ScriptedSmtpServer on(String moment, Reaction reaction) {
        reactions.put(moment, reaction);
        return this;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many connections were made to it. */
    int connections() {
        return connections.get();
    }

    /** Waits until every connection has ended. */
    void awaitNoConnection() {
        while (open.get() > 0) {
            Thread.onSpinWait();
        }
    }

    /** The command lines it was sent, of all connections. */
    List<String> commands() {
        return commands;
    }

    /** The messages that came with the line that ends them. */
    List<String> messages() {
        return messages;
    }

    /** What it was sent that no server has to take. */
    List<String> faults() {
        return faults;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            Socket current = tlsAtOnce ? secured(socket) : socket;
            int code = react(GREETING, current);
            String state = "";
            while (code != Reaction.OVER) {
                String line = line(current.getInputStream());
                if (line == null) {
                    return;
                }
                commands.add(line);
                String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                state = checked(verb, state);
                code = react(verb, current);
                if ("STARTTLS".equals(verb) && code == 220) {
                    current = secured(current);
                }
                if ("DATA".equals(verb) && code == 354) {
                    code = receive(current);
                }
            }
        } catch (IOException e) {
            // The other side has had enough.
        } finally {
            open.decrementAndGet();
        }
    }

    private int receive(Socket socket) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = line(socket.getInputStream());
                !".".equals(line);
                line = line(socket.getInputStream())) {
            if (line == null) {
                return Reaction.OVER;
            }
            message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        messages.add(message.toString());
        return react(END, socket);
    }

    private int react(String moment, Socket socket) throws IOException {
        Reaction reaction =
                reactions.getOrDefault(moment, Reaction.reply("500 5.5.1 unknown command"));
        return reaction.react(socket, socket.getOutputStream());
    }

    /** Notes a command that comes too early, and returns the new state. */
    private String checked(String verb, String state) {
        Map<String, String> before = new HashMap<>();
        before.put("MAIL", "EHLO");
        before.put("RCPT", "MAIL");
        before.put("DATA", "RCPT");
        String needed = before.get(verb);
        if (needed != null && !needed.equals(state)) {
            faults.add(verb + " after " + state);
        }
        return switch (verb) {
            case "EHLO", "RSET", "DATA" -> "EHLO";
            case "MAIL", "RCPT" -> verb;
            default -> state;
        };
    }

    private @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\r') {
                if (in.read() != '\n') {
                    faults.add("CR without LF");
                }
                if (line.length() > LONGEST_LINE) {
                    faults.add("a line of " + line.length());
                }
                return line.toString();
            }
            if (b == '\n' || b == 0 || b > 0x7f) {
                faults.add("byte " + b);
            }
            line.append((char) b);
        }
        return null;
    }

    private Socket secured(Socket plain) throws IOException {
        if (tls == null) {
            throw new IOException("no TLS here");
        }
        SSLSocket socket =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(plain, "localhost", plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-smtp-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
