package io.cardwatch.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.AlertJson;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.ReceiptJson;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.cli.delivery.DeliveryTopics;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.consent.Evidence;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Reply;
import io.cardwatch.reply.ReplyPayloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The topics around a gateway of a test, and its configuration. */
final class TestingTopics {
    static final String BANK = "bank-north";
    static final String SUBJECT = "subject-1";
    static final String PSID = "1000000000000001";
    static final String APP_SECRET = "app-secret-of-tests";

    private static final String HASHING = "0123456789abcdef-hashing";
    private static final String SIGNING = "0123456789abcdef-replies";
    private static final String MESSENGER = "messenger";
    private static final RecordCodec<Reply> REPLIES = new RecordCodec<>(Reply.class);

    private final DeliveryTopics topics;

    TestingTopics(DeliveryTopics topics) {
        this.topics = topics;
    }

    static Path config(Path folder, String servers) throws IOException {
        Map.of("hashing", HASHING, "replies", SIGNING, "app", APP_SECRET, "token", "token")
                .forEach((name, secret) -> write(folder.resolve(name), secret));
        return write(
                folder.resolve("gateway.yaml"),
                """
                kafka: { bootstrap.servers: "%s" }
                hashing.secret-file: @/hashing
                replies: { secret-file: @/replies, expire-after: 24h }
                gateway: { listen: "127.0.0.1:0", admin-listen: "127.0.0.1:0" }
                channels:
                  messenger:
                    page: "1"
                    access-token-file: @/token
                    app-secret-file: @/app
                    inbound: { verify-token-file: @/token }
                banks: { bank-north: {} }
                """
                        .formatted(servers)
                        .replace("@/", folder + "/"));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A consent to Messenger. */
    void consent(long version, Instant grantedAt) throws Exception {
        Consent consent =
                new Consent(
                        BANK,
                        SUBJECT,
                        Consent.FRAUD_ALERTS,
                        MESSENGER,
                        ConsentStatus.GRANTED,
                        version,
                        "psid:" + PSID,
                        "en",
                        "UTC",
                        DetailLevel.MINIMAL,
                        Severity.LOW,
                        null,
                        grantedAt,
                        null,
                        new Evidence("test", "1", "receipt-1"));
        topics.write(Topics.CONSENTS, consent.key().format(), ConsentJson.encode(consent));
    }

    void alert(int number, Instant at) throws Exception {
        Alert alert =
                new Alert(
                        alertId(number),
                        BANK,
                        SUBJECT,
                        "card-1",
                        "rules-1",
                        List.of(new Finding("rule-1", 90, null, Map.of())),
                        90,
                        Severity.HIGH,
                        at,
                        at,
                        List.of(new AlertChannel(MESSENGER, 1, DetailLevel.MINIMAL)),
                        null);
        topics.write(Topics.ALERTS, SUBJECT, AlertJson.encode(alert));
    }

    /** The receipt of an attempt that the provider took over. */
    void sent(int number, Instant at) throws Exception {
        Receipt receipt =
                new Receipt(
                        alertId(number),
                        MESSENGER,
                        new KeyHasher(HASHING.getBytes(UTF_8)).subject(BANK, SUBJECT).hex(),
                        Receipt.Reporter.ATTEMPT,
                        1,
                        1,
                        Kind.ACCEPTED,
                        at,
                        "m_" + number,
                        null);
        topics.write(Topics.RECEIPTS, receipt.alertId(), ReceiptJson.encode(receipt));
    }

    List<Reply> replies() {
        return topics.records(Topics.REPLIES).stream()
                .map(record -> REPLIES.decode(record.value()))
                .toList();
    }

    boolean isWithdrawn(long version) {
        return topics.records(Topics.CONSENTS).stream()
                .map(record -> ConsentJson.decode(record.value()))
                .anyMatch(
                        consent ->
                                consent.status() == ConsentStatus.WITHDRAWN
                                        && consent.version() == version);
    }

    static String alertId(int number) {
        return String.format("%032x", number);
    }

    static String payload(int alert, Answer answer) {
        return new ReplyPayloads(SIGNING.getBytes(UTF_8))
                .sign(
                        alertId(alert),
                        BANK,
                        SUBJECT,
                        MESSENGER,
                        answer,
                        Instant.now().plusSeconds(3600));
    }
}
