package io.cardwatch.channel.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** What a {@link TestingProvider} does with one request. */
public final class TestingReaction {
    private enum Kind {
        ANSWER,
        ENDLESS_BODY,
        BODY_WITHOUT_END,
        CLOSE,
        RESET,
        RESET_BEFORE_REQUEST
    }

    private static final byte[] FILLING = new byte[8192];

    private final Kind kind;
    private final int status;
    private final Map<String, String> headers = new TreeMap<>();
    private final byte[] body;
    private final CountDownLatch gate;

    private TestingReaction(Kind kind, int status, String body, CountDownLatch gate) {
        this.kind = kind;
        this.status = status;
        this.body = body.getBytes(UTF_8);
        this.gate = gate;
    }

    /** Answers. */
    public static TestingReaction answer(int status, String body) {
        return new TestingReaction(Kind.ANSWER, status, body, new CountDownLatch(0));
    }

    /** Answers once the gate is open; a gate that stays closed is a provider that never answers. */
    public static TestingReaction answerBehind(CountDownLatch gate, int status, String body) {
        return new TestingReaction(Kind.ANSWER, status, body, gate);
    }

    /** Answers with a body that goes on until the client has enough. */
    public static TestingReaction endlessBody(int status) {
        return of(Kind.ENDLESS_BODY, status);
    }

    /** Answers with a head and half of a body, and then nothing more; the connection stays. */
    public static TestingReaction bodyWithoutEnd(int status) {
        return of(Kind.BODY_WITHOUT_END, status);
    }

    /** Takes the request and closes the connection. */
    public static TestingReaction close() {
        return of(Kind.CLOSE, 0);
    }

    /** Takes the request and resets the connection. */
    public static TestingReaction reset() {
        return of(Kind.RESET, 0);
    }

    /**
     * Resets a new connection before reading anything from it; for {@link TestingProvider#always}
     * alone. A client may connect anew as long as nothing was sent, so what it says of this is up
     * to who is faster.
     */
    public static TestingReaction resetBeforeRequest() {
        return of(Kind.RESET_BEFORE_REQUEST, 0);
    }

    private static TestingReaction of(Kind kind, int status) {
        return new TestingReaction(kind, status, "", new CountDownLatch(0));
    }

    /** The same with one more header. */
    public TestingReaction with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    boolean isBeforeRequest() {
        return kind == Kind.RESET_BEFORE_REQUEST;
    }

    /** Does it; true where the connection can be used again. */
    boolean play(Socket connection, OutputStream out) throws IOException, InterruptedException {
        gate.await();
        switch (kind) {
            case ANSWER -> {
                out.write(head(body.length));
                out.write(body);
                out.flush();
                return true;
            }
            case ENDLESS_BODY -> {
                out.write(head(Integer.MAX_VALUE));
                while (true) {
                    out.write(FILLING);
                }
            }
            case BODY_WITHOUT_END -> {
                out.write(head(FILLING.length));
                out.write(FILLING, 0, FILLING.length / 2);
                out.flush();
                return true;
            }
            case CLOSE -> {
                return false;
            }
            case RESET, RESET_BEFORE_REQUEST -> {
                reset(connection);
                return false;
            }
        }
        throw new IllegalStateException("every kind is played above");
    }

    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private byte[] head(int length) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Content-Length: ")
                .append(length)
                .append("\r\n\r\n")
                .toString()
                .getBytes(ISO_8859_1);
    }
}
