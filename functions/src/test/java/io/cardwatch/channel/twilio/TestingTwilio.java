package io.cardwatch.channel.twilio;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.channel.http.TargetAddresses;
import io.cardwatch.channel.http.TestingProvider;
import io.cardwatch.channel.http.TestingReaction;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.TestingMessages;
import io.cardwatch.secret.TestingSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A Twilio on this machine, with an account, its token in a file, and channels to it. */
final class TestingTwilio implements AutoCloseable {
    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String SID = "SM00000000000000000000000000000009";
    static final String ACCEPTED_BODY =
            """
            {"sid":"%s","status":"accepted","error_code":null,"num_segments":"0","new":{"a":[1]}}
            """
                    .formatted(SID);
    static final String USER = "+15555550123";
    static final String TEXT = "North Bank: did you pay £812.40 & more? Reply YES or NO.";

    private final TestingProvider provider = new TestingProvider();
    private final AtomicLong nanos = new AtomicLong();
    private final List<TwilioChannel> channels = new ArrayList<>();
    private final Path token;

    /** It takes every message, unless told otherwise. */
    TestingTwilio() {
        provider.always(TestingReaction.answer(201, ACCEPTED_BODY));
        try {
            token = Files.createTempFile("twilio", ".token");
            Files.writeString(token, "token-canary-1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestingProvider provider() {
        return provider;
    }

    /** The file that the token stands in. */
    Path token() {
        return token;
    }

    /** Lets so much time pass that a changed token is seen. */
    void later() {
        TestingSecrets.later(nanos);
    }

    /** A channel that sends from a number. */
    TwilioChannel channel() {
        return channel("+15550100", Duration.ofSeconds(30));
    }

    TwilioChannel channel(String from, Duration timeout) {
        TwilioChannel channel =
                new TwilioChannel(
                        "sms",
                        provider.uri("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json"),
                        ACCOUNT,
                        TestingSecrets.inFile(token, nanos),
                        Map.of("From", from, "ValidityPeriod", "900"),
                        new TwilioAnswers(!from.startsWith("+")),
                        new HttpSender(timeout, TargetAddresses.PUBLIC));
        channels.add(channel);
        return channel;
    }

    static SendOutcome send(TwilioChannel channel) {
        return send(channel, TestingPermits.to("sms", USER));
    }

    static SendOutcome send(TwilioChannel channel, SendPermit permit) {
        return channel.send(permit, TestingMessages.text(TEXT, null)).toCompletableFuture().join();
    }

    /** The body of an error, with a text that quotes the user's number. */
    static String error(String code, int status) {
        return """
        {"code":%s,"message":"about %s","more_info":"https://www.twilio.com/docs/errors/%s",\
        "status":%d,"unknown":true}
        """
                .formatted(code, USER, code, status);
    }

    @Override
    public void close() {
        channels.forEach(TwilioChannel::close);
        provider.close();
        try {
            Files.deleteIfExists(token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
