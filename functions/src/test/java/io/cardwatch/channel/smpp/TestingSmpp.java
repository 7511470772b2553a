package io.cardwatch.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.TestingMessages;
import io.cardwatch.secret.TestingSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Channels to a message centre on this machine, with a password in a file and a clock by hand. */
final class TestingSmpp implements AutoCloseable {
    static final String USER = "+15555550123";
    static final String TEXT = "North Bank: did you pay £812.40 {now}? Reply YES or NO.";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> options = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<SmppChannel> channels = new ArrayList<>();
    private final Path password;

    TestingSmpp(Path folder, int port) throws IOException {
        password = Files.writeString(folder.resolve("password"), TestingCentre.PASSWORD);
        options.put("host", "127.0.0.1");
        options.put("port", Integer.toString(port));
        options.put("tls", "none");
        options.put("system-id", TestingCentre.SYSTEM);
        options.put("sender", "+15550100");
        options.put("timeout", "30s");
    }

    TestingSmpp with(String option, String value) {
        options.put(option, value);
        return this;
    }

    /** The options, with the password's place. */
    ChannelOptions options() {
        Map<String, String> all = new HashMap<>(options);
        all.put("password-file", password.toString());
        return new ChannelOptions(all);
    }

    Path password() {
        return password;
    }

    /** Lets time pass for secrets and for the pauses between attempts to bind. */
    void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    SmppChannel channel() {
        SmppChannel channel =
                new SmppChannel(
                        "sms",
                        SmppType.settings(new ChannelOptions(options)),
                        TestingSecrets.inFile(password, nanos),
                        new Ticker() {
                            @Override
                            public long read() {
                                return nanos.get();
                            }
                        });
        channels.add(channel);
        return channel;
    }

    static CompletableFuture<SendOutcome> start(SmppChannel channel, String text) {
        return channel.send(TestingPermits.to("sms", USER), TestingMessages.text(text, null))
                .toCompletableFuture();
    }

    static SendOutcome send(SmppChannel channel) {
        return start(channel, TEXT).join();
    }

    /** Waits for something that happens on another thread. */
    static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Override
    public void close() {
        channels.forEach(SmppChannel::close);
    }
}
