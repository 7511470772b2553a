package io.cardwatch.channel.smpp;

import static io.cardwatch.channel.SendOutcome.Kind.ACCEPTED;
import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;
import static io.cardwatch.channel.SendOutcome.Kind.UNKNOWN;
import static io.cardwatch.channel.smpp.TestingSmpp.TEXT;
import static io.cardwatch.channel.smpp.TestingSmpp.await;
import static io.cardwatch.channel.smpp.TestingSmpp.send;
import static io.cardwatch.channel.smpp.TestingSmpp.start;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.TestingCertificate;
import io.cardwatch.channel.smpp.TestingCentre.Reaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a session comes about, ends, and comes about again. */
@Timeout(60)
class SmppBindingTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "0x0E, CHANNEL_DOWN",
        "0x0D, CHANNEL_DOWN",
        "0x0F, CHANNEL_DOWN",
        "0x53, CHANNEL_DOWN",
        "0x65, CHANNEL_DOWN",
        "0x410, CHANNEL_DOWN",
        "0x05, RETRY",
        "0x08, RETRY",
        "0x14, RETRY",
        "0x58, RETRY",
        "0x64, RETRY"
    })
    void shouldHeedARefusalToBind(String code, SendOutcome.Kind kind) throws Exception {
        try (TestingCentre centre = new TestingCentre();
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            centre.refuse(Integer.decode(code));
            SmppChannel channel = smpp.channel();

            assertThat(send(channel)).isEqualTo(SendOutcome.of(kind, code));
            assertThat(send(channel)).isEqualTo(SendOutcome.of(kind, code));
            assertThat(centre.binds()).hasSize(1);
            assertThat(centre.submitted()).isEmpty();

            smpp.later(SmppLink.FIRST_PAUSE);
            assertThat(send(channel).kind()).isEqualTo(ACCEPTED);
            assertThat(centre.binds()).hasSize(2);
        }
    }

    @Test
    void shouldBindAgainAfterPausesThatGrow() throws Exception {
        try (TestingCentre centre = new TestingCentre();
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            Integer[] refusals = new Integer[20];
            Arrays.fill(refusals, SMPPConstant.STAT_ESME_RINVPASWD);
            centre.refuse(refusals);
            SmppChannel channel = smpp.channel();
            Duration pause = SmppLink.FIRST_PAUSE;
            for (int binds = 1; binds <= 10; binds++) {
                assertThat(send(channel).kind()).isEqualTo(CHANNEL_DOWN);
                assertThat(centre.binds()).hasSize(binds);
                smpp.later(pause.minusMillis(1));
                send(channel);
                assertThat(centre.binds()).hasSize(binds);
                smpp.later(Duration.ofMillis(1));
                Duration twice = pause.multipliedBy(2);
                pause =
                        twice.compareTo(SmppLink.LONGEST_PAUSE) > 0
                                ? SmppLink.LONGEST_PAUSE
                                : twice;
            }
        }
    }

    @Test
    void shouldBindAgainAtOnceWhereTheCentreEndsASession() throws Exception {
        try (TestingCentre centre = new TestingCentre();
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            SmppChannel channel = smpp.channel();
            assertThat(send(channel).kind()).isEqualTo(ACCEPTED);

            centre.unbind();
            await(() -> send(channel).kind() == ACCEPTED && centre.binds().size() == 2);
            centre.hangUp();
            await(() -> send(channel).kind() == ACCEPTED && centre.binds().size() == 3);
        }
    }

    @Test
    void shouldNotHoldItsCallerUpWhileNobodyAnswersTheBind() throws Exception {
        try (RawCentre centre = new RawCentre((request, out) -> true);
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            SmppChannel channel = smpp.with("timeout", "5s").channel();

            CompletableFuture<SendOutcome> first = start(channel, TEXT);
            CompletableFuture<SendOutcome> second = start(channel, TEXT);

            assertThat(first).isNotDone();
            assertThat(first.join()).isEqualTo(SendOutcome.of(RETRY, "bind_timeout"));
            assertThat(second.join()).isEqualTo(SendOutcome.of(RETRY, "bind_timeout"));
            assertThat(centre.connections()).isEqualTo(1);
            await(() -> send(channel).equals(SendOutcome.of(RETRY, "connect_timeout")));
        }
    }

    @Test
    void shouldEndASessionThatDoesNotAnswerWhetherItLives() throws Exception {
        AtomicInteger submits = new AtomicInteger();
        try (RawCentre centre =
                        new RawCentre(
                                (request, out) -> {
                                    switch (request.getCommandId()) {
                                        case SMPPConstant.CID_BIND_TRANSMITTER ->
                                                RawCentre.bind(request, out);
                                        case SMPPConstant.CID_SUBMIT_SM ->
                                                submits.incrementAndGet();
                                        default -> {}
                                    }
                                    return true;
                                });
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            SmppChannel channel = smpp.with("enquire-link", "1s").channel();

            assertThat(send(channel)).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
            assertThat(submits).hasValue(1);
        }
    }

    @Test
    void shouldKeepASessionThatAnswersWhetherItLives() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        try (RawCentre centre =
                        new RawCentre(
                                (request, out) -> {
                                    int number = request.getSequenceNumber();
                                    switch (request.getCommandId()) {
                                        case SMPPConstant.CID_BIND_TRANSMITTER ->
                                                RawCentre.bind(request, out);
                                        case SMPPConstant.CID_SUBMIT_SM ->
                                                out.write(
                                                        RawCentre.COMPOSER.submitSmResp(
                                                                number, "a b"));
                                        case SMPPConstant.CID_ENQUIRE_LINK -> {
                                            questions.incrementAndGet();
                                            out.write(RawCentre.COMPOSER.enquireLinkResp(number));
                                        }
                                        default -> {}
                                    }
                                    return true;
                                });
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            SmppChannel channel = smpp.with("enquire-link", "1s").channel();

            // An id of another form is not taken over.
            assertThat(send(channel)).isEqualTo(SendOutcome.accepted(null));
            await(() -> questions.get() >= 3);
            assertThat(send(channel).kind()).isEqualTo(ACCEPTED);
            assertThat(centre.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"nack, RETRY, 0x58", "garbage, UNKNOWN, broken", "huge, UNKNOWN, broken"})
    void shouldBearWhatTheStandardDoesNotExpect(String what, SendOutcome.Kind kind, String code)
            throws Exception {
        try (RawCentre centre =
                        new RawCentre(
                                (request, out) -> {
                                    if (request.getCommandId() != SMPPConstant.CID_SUBMIT_SM) {
                                        RawCentre.bind(request, out);
                                        return true;
                                    }
                                    int number = request.getSequenceNumber();
                                    switch (what) {
                                        case "nack" ->
                                                out.write(
                                                        RawCentre.COMPOSER.genericNack(
                                                                0x58, number));
                                        case "garbage" ->
                                                out.write("HTTP/1.1 200".getBytes(US_ASCII));
                                        default -> out.write(new byte[] {127, 0, 0, 0, 1});
                                    }
                                    return true;
                                });
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            assertThat(send(smpp.channel())).isEqualTo(SendOutcome.of(kind, code));
        }
    }

    @Test
    void shouldSendThroughTlsAndTrustItsOwnAuthoritiesAlone() throws Exception {
        TestingCertificate here = TestingCertificate.of(folder, "ip:127.0.0.1");
        try (TestingCentre centre = new TestingCentre(here);
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            smpp.with("tls", "implicit");
            assertThat(send(smpp.channel())).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "tls"));
            assertThat(centre.binds()).isEmpty();

            smpp.with("ca-file", here.authorities().toString());
            assertThat(send(smpp.channel()).kind()).isEqualTo(ACCEPTED);

            smpp.with("ca-file", folder.resolve("none.pem").toString());
            assertThat(send(smpp.channel())).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "tls"));
        }
    }

    @Test
    void shouldStopWhereTheCentreIsAnotherOne() throws Exception {
        TestingCertificate elsewhere = TestingCertificate.of(folder, "dns:smsc.example.com");
        try (TestingCentre centre = new TestingCentre(elsewhere);
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            smpp.with("tls", "implicit").with("ca-file", elsewhere.authorities().toString());

            assertThat(send(smpp.channel())).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "tls"));
            assertThat(centre.binds()).isEmpty();
        }
    }

    @Test
    void shouldFinishWhatIsUnderWayWhenThePasswordChanges() throws Exception {
        try (TestingCentre centre = new TestingCentre();
                TestingSmpp smpp = new TestingSmpp(folder, centre.port())) {
            CountDownLatch gate = new CountDownLatch(1);
            centre.then(Reaction.silence(gate));
            SmppChannel channel = smpp.channel();
            CompletableFuture<SendOutcome> underWay = start(channel, TEXT);
            await(() -> centre.submitted().size() == 1);
            centre.password("canary-2");
            Files.writeString(smpp.password(), "canary-2");
            smpp.later(LONG);

            assertThat(send(channel).kind()).isEqualTo(ACCEPTED);
            assertThat(underWay).isNotDone();
            gate.countDown();
            assertThat(underWay.join().kind()).isEqualTo(ACCEPTED);
        }
    }
}
