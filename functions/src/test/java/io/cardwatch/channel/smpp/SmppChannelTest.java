package io.cardwatch.channel.smpp;

import static io.cardwatch.channel.SendOutcome.Kind.ACCEPTED;
import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.DEAD_ADDRESS;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;
import static io.cardwatch.channel.SendOutcome.Kind.UNDELIVERED;
import static io.cardwatch.channel.SendOutcome.Kind.UNKNOWN;
import static io.cardwatch.channel.smpp.TestingSmpp.TEXT;
import static io.cardwatch.channel.smpp.TestingSmpp.USER;
import static io.cardwatch.channel.smpp.TestingSmpp.await;
import static io.cardwatch.channel.smpp.TestingSmpp.send;
import static io.cardwatch.channel.smpp.TestingSmpp.start;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.smpp.TestingCentre.Reaction;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.Gsm7;
import io.cardwatch.message.TestingMessages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SmppChannelTest {
    private static final int THROTTLED = 0x58;

    @TempDir private Path folder;

    private TestingCentre centre;
    private TestingSmpp smpp;

    @BeforeEach
    void openCentre() throws Exception {
        centre = new TestingCentre();
        smpp = new TestingSmpp(folder, centre.port());
    }

    @AfterEach
    void close() throws Exception {
        smpp.close();
        centre.close();
    }

    @Test
    void shouldSendOneMessageInTheCompactAlphabet() {
        smpp.with("delivery-receipts", "true").with("service-type", "ALERT");

        assertThat(send(smpp.channel())).isEqualTo(SendOutcome.accepted("id-1"));

        SubmitSm message = only();
        assertThat(message.getDestAddress()).isEqualTo("15555550123");
        assertThat(message.getSourceAddr()).isEqualTo("15550100");
        assertThat(message.getSourceAddrTon()).isEqualTo((byte) 1);
        assertThat(message.getSourceAddrNpi()).isEqualTo((byte) 1);
        assertThat(message.getServiceType()).isEqualTo("ALERT");
        assertThat(message.getDataCoding()).isZero();
        assertThat(message.getEsmClass()).isZero();
        assertThat(message.getRegisteredDelivery()).isEqualTo((byte) 1);
        assertThat(message.getValidityPeriod()).isEqualTo("000000001500000R");
        assertThat(Gsm7.decode(message.getShortMessage())).isEqualTo(TEXT);
        assertThat(centre.binds()).containsExactly("BIND_TX canary-1");
        assertThat(centre.faults()).isEmpty();
    }

    @Test
    void shouldSendInUcs2WhatTheCompactAlphabetLacks() {
        String text = "Bank Północ: czy to Ty? 👍";

        assertThat(start(smpp.channel(), text).join().kind()).isEqualTo(ACCEPTED);

        assertThat(only().getDataCoding()).isEqualTo((byte) 8);
        assertThat(new String(only().getShortMessage(), UTF_16BE)).isEqualTo(text);
        assertThat(only().getRegisteredDelivery()).isZero();
    }

    @Test
    void shouldSendEverythingInUcs2WhereTheCentresAlphabetIsAnother() {
        assertThat(send(smpp.with("alphabet", "ucs2").channel()).kind()).isEqualTo(ACCEPTED);

        assertThat(only().getDataCoding()).isEqualTo((byte) 8);
        assertThat(new String(only().getShortMessage(), UTF_16BE)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"a€, 0, 3", "ł👍, 8, 4"})
    void shouldSendALongTextInPartsThatThePhonePutsTogether(String unit, int coding, int parts) {
        String text = unit.repeat(coding == 0 ? 110 : 80);
        SmppChannel channel = smpp.with("delivery-receipts", "true").channel();

        assertThat(start(channel, text).join()).isEqualTo(SendOutcome.accepted("id-" + parts));
        assertThat(start(channel, text).join().kind()).isEqualTo(ACCEPTED);

        List<SubmitSm> first = centre.submitted().subList(0, parts);
        assertThat(together(first)).isEqualTo(text);
        for (int i = 0; i < parts; i++) {
            SubmitSm part = first.get(i);
            byte[] header = Arrays.copyOf(part.getShortMessage(), 6);
            assertThat(header).startsWith(5, 0, 3).endsWith(parts, i + 1);
            assertThat(part.getEsmClass()).isEqualTo((byte) 0x40);
            assertThat(part.getDataCoding()).isEqualTo((byte) coding);
            assertThat(part.getRegisteredDelivery()).isEqualTo((byte) (i + 1 == parts ? 1 : 0));
        }
        byte reference = first.get(0).getShortMessage()[3];
        assertThat(first).allMatch(part -> part.getShortMessage()[3] == reference);
        assertThat(centre.submitted().get(parts).getShortMessage()[3])
                .isEqualTo((byte) (reference + 1));
        assertThat(centre.faults()).isEmpty();
    }

    @Test
    void shouldLeaveCuttingUpToTheCentreWhereToldTo() {
        String text = "x".repeat(500);

        assertThat(start(smpp.with("long-texts", "payload").channel(), text).join().kind())
                .isEqualTo(ACCEPTED);

        assertThat(only().getShortMessage()).isEmpty();
        assertThat(Gsm7.decode(only().getOptionalParameter(Message_payload.class).getValue()))
                .isEqualTo(text);
    }

    @Test
    void shouldNotSendATornTextAgain() {
        centre.then(Reaction.code(0), Reaction.code(THROTTLED));

        assertThat(start(smpp.channel(), "x".repeat(400)).join())
                .isEqualTo(SendOutcome.of(UNDELIVERED, "0x58"));
        assertThat(centre.submitted()).hasSize(2);

        centre.then(Reaction.code(0), Reaction.hangUp());
        assertThat(start(smpp.channel(), "x".repeat(400)).join())
                .isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
    }

    @ParameterizedTest
    @CsvSource({
        "0x58, RETRY",
        "0x14, RETRY",
        "0x08, RETRY",
        "0x45, RETRY",
        "0x04, RETRY",
        "0x64, RETRY",
        "0x0B, DEAD_ADDRESS",
        "0x0A, CHANNEL_DOWN",
        "0x0E, CHANNEL_DOWN",
        "0x0F, CHANNEL_DOWN",
        "0x15, CHANNEL_DOWN",
        "0x48, CHANNEL_DOWN",
        "0x49, CHANNEL_DOWN",
        "0x53, CHANNEL_DOWN",
        "0x100, CHANNEL_DOWN",
        "0x101, CHANNEL_DOWN",
        "0x103, CHANNEL_DOWN",
        "0xFE, UNDELIVERED",
        "0xFF, UNKNOWN",
        "0x01, OUR_BUG",
        "0x50, OUR_BUG",
        "0x62, OUR_BUG",
        "0x400, OUR_BUG",
        "0x410, WITHDRAWN",
        "0x411, RETRY_LATER"
    })
    void shouldMakeAnOutcomeOfEachCode(String code, SendOutcome.Kind kind) {
        centre.then(Reaction.code(Integer.decode(code)));

        assertThat(send(smpp.with("codes", "0x410=withdrawn; 0x411=retry_later").channel()))
                .isEqualTo(SendOutcome.of(kind, code));
        assertThat(centre.submitted()).hasSize(1);
    }

    @Test
    void shouldKeepToTheWindowAndNeverWait() {
        CountDownLatch gate = new CountDownLatch(1);
        centre.always(Reaction.silence(gate));
        SmppChannel channel = smpp.with("window", "20").channel();

        List<CompletableFuture<SendOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            outcomes.add(start(channel, TEXT));
        }
        assertThat(channel.mostInFlight()).isEqualTo(20);
        assertThat(send(channel)).isEqualTo(SendOutcome.of(RETRY, "busy"));
        await(() -> centre.submitted().size() == 20);
        gate.countDown();

        assertThat(outcomes).allSatisfy(o -> assertThat(o.join().kind()).isEqualTo(ACCEPTED));
        assertThat(send(channel).kind()).isEqualTo(ACCEPTED);
        assertThat(centre.binds()).hasSize(1);
    }

    @Test
    void shouldMakeOneAttemptPerCallWhileTheCentreIsThrottling() {
        centre.always(Reaction.code(THROTTLED));
        SmppChannel channel = smpp.channel();

        for (int i = 1; i <= 30; i++) {
            assertThat(send(channel)).isEqualTo(SendOutcome.of(RETRY, "0x58"));
            assertThat(centre.submitted()).hasSize(i);
        }
        assertThat(centre.binds()).hasSize(1);
    }

    @Test
    void shouldTellUnknownFromUnsentWhereNoAnswerComes() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        centre.then(Reaction.silence(gate));
        SmppChannel channel = smpp.with("timeout", "2s").channel();

        assertThat(send(channel)).isEqualTo(SendOutcome.of(UNKNOWN, "timeout"));
        centre.then(Reaction.hangUp());
        assertThat(send(channel)).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        assertThat(send(channel).kind()).isEqualTo(ACCEPTED);
        gate.countDown();
        assertThat(centre.submitted()).hasSize(3);

        centre.close();
        await(() -> send(channel).equals(SendOutcome.of(RETRY, "connect")));
        assertThat(centre.submitted()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15555550123", "+0155555501", "+1555", "+1 555 5550123", "a@b.example"})
    void shouldSendNothingToWhatIsNoNumber(String address) {
        assertThat(
                        smpp.channel()
                                .send(
                                        TestingPermits.to("sms", address),
                                        TestingMessages.text(TEXT, null))
                                .toCompletableFuture()
                                .join())
                .isEqualTo(SendOutcome.of(DEAD_ADDRESS, "not_e164"));
        assertThat(centre.binds()).isEmpty();
    }

    @Test
    void shouldBindAnewWithANewPassword() throws Exception {
        SmppChannel channel = smpp.channel();
        assertThat(send(channel).kind()).isEqualTo(ACCEPTED);
        centre.password("canary-2");
        Files.writeString(smpp.password(), "canary-2\ncanary-1\n");
        smpp.later(Duration.ofSeconds(3));

        assertThat(send(channel).kind()).isEqualTo(ACCEPTED);
        assertThat(centre.binds()).containsExactly("BIND_TX canary-1", "BIND_TX canary-2");
    }

    @Test
    void shouldBeDownWithoutAPasswordAndWithOneThatIsNone() throws Exception {
        Files.writeString(smpp.password(), "longer than eight");
        assertThat(send(smpp.channel())).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "secret"));
        Files.delete(smpp.password());
        assertThat(send(smpp.channel())).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "no_secret"));
        assertThat(centre.binds()).isEmpty();
    }

    @Test
    void shouldShowNeitherAddressNorTextNorPassword() {
        SmppChannel channel = smpp.channel();
        centre.then(Reaction.code(THROTTLED));

        assertThat(send(channel) + " " + channel)
                .doesNotContain(USER, USER.substring(1), "812.40", TestingCentre.PASSWORD);
    }

    @Test
    void shouldEndWhatIsUnderWayWhenItIsClosed() {
        CountDownLatch gate = new CountDownLatch(1);
        centre.then(Reaction.silence(gate));
        SmppChannel channel = smpp.channel();
        CompletableFuture<SendOutcome> outcome = start(channel, TEXT);
        await(() -> centre.submitted().size() == 1);

        channel.close();

        assertThat(outcome.join().kind()).isEqualTo(UNKNOWN);
        assertThat(send(channel)).isEqualTo(SendOutcome.of(RETRY, "closed"));
        gate.countDown();
    }

    private SubmitSm only() {
        assertThat(centre.submitted()).hasSize(1);
        return centre.submitted().get(0);
    }

    private static String together(List<SubmitSm> parts) {
        StringBuilder text = new StringBuilder();
        for (SubmitSm part : parts) {
            byte[] octets = part.getShortMessage();
            byte[] body = Arrays.copyOfRange(octets, 6, octets.length);
            text.append(part.getDataCoding() == 0 ? Gsm7.decode(body) : new String(body, UTF_16BE));
        }
        return text.toString();
    }
}
