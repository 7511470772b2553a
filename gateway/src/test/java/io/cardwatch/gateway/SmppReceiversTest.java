package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingBank.PHONE;
import static io.cardwatch.gateway.TestingBank.SUBJECT;
import static io.cardwatch.gateway.TestingBank.alertId;
import static io.cardwatch.gateway.TestingBank.granted;
import static io.cardwatch.gateway.TestingGateway.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a message centre brings: texts and receipts, over a real bind. */
@Timeout(60)
final class SmppReceiversTest {
    private static final int TAKEN = 0;
    private static final int NOT_NOW = 0x64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RECEIVING = "inbound: { receive: true, answer-within: 1s }";

    @TempDir private Path folder;
    private TestingCentre centre;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        centre = new TestingCentre();
        gateway = TestingGateway.start(config("north", RECEIVING, "bank-north"));
        gateway.know(granted(SUBJECT, "text", 1, PHONE));
        gateway.sent(1, SUBJECT, "text", "id-1", NOW.minusSeconds(60));
        await(() -> centre.receivers() == 1);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        centre.close();
    }

    @Test
    void shouldTakeAWordForTheNewestAlert() throws Exception {
        assertThat(centre.text(PHONE, "No!")).isEqualTo(TAKEN);

        assertThat(gateway.replies())
                .extracting(reply -> reply.alertId() + " " + reply.answer())
                .containsExactly(alertId(1) + " " + Answer.CONFIRMED_FRAUD);
        assertThat(gateway.rows()).noneMatch(row -> (row.key() + row.value()).contains("555555"));
    }

    @Test
    void shouldEndTheConsentOnStop() throws Exception {
        assertThat(centre.text(PHONE, "STOP")).isEqualTo(TAKEN);

        assertThat(gateway.consents())
                .extracting(Consent::status)
                .containsExactly(ConsentStatus.WITHDRAWN);
        assertThat(gateway.replies()).extracting(Reply::answer).containsExactly(Answer.STOP);
    }

    @Test
    void shouldReportWhatBecameOfAMessage() throws Exception {
        assertThat(centre.receipt("id-1", "DELIVRD", "000")).isEqualTo(TAKEN);
        assertThat(centre.receipt("id-1", "DELIVRD", "000")).isEqualTo(TAKEN);

        assertThat(gateway.receipts())
                .singleElement()
                .satisfies(
                        receipt -> {
                            assertThat(receipt.outcome()).isEqualTo(Kind.DELIVERED);
                            assertThat(receipt.alertId()).isEqualTo(alertId(1));
                            assertThat(receipt.reportedBy()).isEqualTo(Receipt.Reporter.PROVIDER);
                        });
    }

    @Test
    void shouldHaveDeliveredAgainWhatIsNotWritten() throws Exception {
        gateway.brokersAnswer(false);
        assertThat(centre.text(PHONE, "NO")).isEqualTo(NOT_NOW);
        assertThat(centre.receipt("id-1", "DELIVRD", "000")).isEqualTo(NOT_NOW);
        assertThat(gateway.refused("not_written")).isEqualTo(2);

        gateway.brokersAnswer(true);
        assertThat(centre.text(PHONE, "NO")).isEqualTo(TAKEN);
        assertThat(centre.receipt("id-1", "DELIVRD", "000")).isEqualTo(TAKEN);
        assertThat(gateway.replies()).hasSize(1);
        assertThat(gateway.receipts()).hasSize(1);
    }

    @Test
    void shouldAnswerTheCentreOnlyOnceTheBrokersHave() throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        gateway.acknowledge(written);
        CompletableFuture<Integer> answer = delivering("NO");
        await(() -> gateway.replies().size() == 1);
        assertThat(answer).isNotDone();

        written.complete(null);
        assertThat(answer.get()).isEqualTo(TAKEN);
    }

    /** An older alert must not get the answer that was meant for a newer one. */
    @Test
    void shouldTakeOnceWhatWasWrittenTooLateAndIsDeliveredAgain() throws Exception {
        gateway.sent(2, SUBJECT, "text", "id-2", NOW.minusSeconds(30));
        CompletableFuture<Void> written = new CompletableFuture<>();
        gateway.acknowledge(written);
        assertThat(centre.text(PHONE, "NO")).isEqualTo(NOT_NOW);
        written.complete(null);
        gateway.at(NOW.plus(Duration.ofMinutes(30)));

        assertThat(centre.text(PHONE, "NO")).isEqualTo(TAKEN);

        assertThat(gateway.replies()).extracting(Reply::alertId).containsExactly(alertId(2));
        assertThat(gateway.ignored("text", "repeated")).isOne();
    }

    @Test
    void shouldTakeATextThatIsTurnedAwayAsOfWhenItCameFirst() throws Exception {
        gateway.brokersAnswer(false);
        assertThat(centre.text(PHONE, "NO")).isEqualTo(NOT_NOW);
        gateway.brokersAnswer(true);
        gateway.at(NOW.plus(Duration.ofMinutes(10)));
        gateway.sent(2, SUBJECT, "text", "id-2", NOW.plus(Duration.ofMinutes(5)));

        assertThat(centre.text(PHONE, "NO")).isEqualTo(TAKEN);

        assertThat(gateway.replies()).extracting(Reply::alertId).containsExactly(alertId(1));
    }

    @Test
    void shouldTakeTheSameWordForTheNextAlertAfterAWhile() throws Exception {
        centre.text(PHONE, "NO");
        centre.text(PHONE, "NO");
        assertThat(gateway.ignored("text", "repeated")).isOne();

        gateway.at(NOW.plus(Duration.ofMinutes(3)));
        gateway.sent(2, SUBJECT, "text", "id-2", NOW.plus(Duration.ofMinutes(1)));
        centre.text(PHONE, "NO");

        assertThat(gateway.replies())
                .extracting(Reply::alertId)
                .containsExactly(alertId(1), alertId(2));
    }

    /** A centre takes no answer to a text, and opting in needs one. */
    @Test
    void shouldRefuseToOptInByKeyword() throws Exception {
        String asked =
                """
                {"way":"keyword","subjectRef":"s","channel":"text","locale":"en","timeZone":"UTC",
                 "textVersion":"1","source":"branch"}\
                """;
        assertThat(
                        gateway.signed(
                                        "/banks/bank-north/enrolments",
                                        "req-1",
                                        NOW,
                                        asked,
                                        TestingBank.API_SECRET)
                                .statusCode())
                .isEqualTo(400);
        assertThat(centre.text(PHONE, "JOIN ABCDEFGH")).isEqualTo(TAKEN);

        assertThat(gateway.rows()).isEmpty();
        assertThat(gateway.ignored("text", "unknown_code")).isOne();
    }

    @Test
    void shouldBindOnlyWhereItIsAskedTo() throws Exception {
        try (TestingGateway silent = TestingGateway.start(config("silent", "", "bank-north"))) {
            assertThat(silent.gauges())
                    .contains("cardwatch_gateway_receivers 0\n")
                    .contains("cardwatch_gateway_receivers_bound 0\n");
        }
        await(() -> gauges().contains("cardwatch_gateway_receivers_bound 1\n"));
    }

    @Test
    void shouldRefuseAnAccountOfTwoBanksAndOptionsThatDoNotFit() throws Exception {
        GatewayConfig shared = config("shared", RECEIVING, "bank-north", "bank-south");
        assertThatThrownBy(() -> TestingGateway.start(shared))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("channels.text.inbound")
                .hasMessageContaining(
                        "receive: 'true' does not fit; accepted: an account for each bank and"
                                + " channel; this system-id is another's already");
        GatewayConfig slow =
                config("slow", "inbound: { receive: true, answer-within: 31s }", "bank-north");
        assertThatThrownBy(() -> TestingGateway.start(slow))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("answer-within: '31s' does not fit; accepted: 1s to 30s");
        GatewayConfig unknown = config("unknown", "inbound: { recieve: true }", "bank-north");
        assertThatThrownBy(() -> TestingGateway.start(unknown))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("recieve: unknown option");
    }

    private GatewayConfig config(String name, String inbound, String... banks) throws Exception {
        Path own = Files.createDirectory(folder.resolve(name));
        Path file = TestingBank.config(own, "localhost:9", "");
        Files.writeString(own.resolve("smpp"), "canary-1");
        String channel =
                """
                channels:
                      text:
                        type: smpp
                        host: 127.0.0.1
                        port: %d
                        tls: none
                        system-id: robot
                        password-file: %s
                        sender: "55501"
                        %s
                """
                        .formatted(centre.port(), own.resolve("smpp"), inbound);
        String text = Files.readString(file);
        for (String bank : banks) {
            text =
                    text.replaceFirst(
                            "  " + bank + ":( \\{})?\n", "  " + bank + ":\n    " + channel);
        }
        return GatewayConfig.read(Files.writeString(file, text));
    }

    private CompletableFuture<Integer> delivering(String text) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return centre.text(PHONE, text);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private String gauges() {
        try {
            return gateway.gauges();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
