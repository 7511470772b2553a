package io.cardwatch.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.ReceiptJson;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptJson;
import io.cardwatch.delivery.ChannelControl;
import io.cardwatch.delivery.ChannelControlJson;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.operator.AnswerUpdate;
import io.cardwatch.operator.ConsentUpdate;
import io.cardwatch.operator.DeliveryUpdate;
import io.cardwatch.operator.Snooze;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.OutcomeJson;
import io.cardwatch.reply.Reply;
import io.cardwatch.reply.ReplyJson;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.secret.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What delivery reads of its topics, and what it drops. */
class DeliveryDeserializersTest {
    private static final KeyHash SUBJECT = new KeyHash(0x0123456789abcdefL, -2);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir private Path folder;

    private final Map<String, Counter> counters = new TreeMap<>();

    @Test
    void shouldKeyAnAttemptByTheCardholdersHash() throws Exception {
        Attempt attempt = attempt(SUBJECT.hex());

        assertThat(readAttempt(AttemptJson.encode(attempt)))
                .containsExactly(
                        new TopicRecord<>(3, 7, null, DeliveryUpdate.of(SUBJECT, attempt)));
        assertThat(rejected()).isEmpty();
    }

    /** Its place is passed on: the topic counts as read all the same. */
    @Test
    void shouldCountAndDropWhatIsNoAttempt() throws Exception {
        for (byte[] value :
                List.of(
                        "{".getBytes(UTF_8),
                        AttemptJson.encode(attempt("0123")),
                        AttemptJson.encode(attempt(SUBJECT.hex().replace('a', 'A'))))) {
            assertThat(readAttempt(value)).containsExactly(new TopicRecord<>(3, 7, null, null));
        }
        assertThat(rejected()).isEqualTo(Map.of("attempts_rejected", 3L));

        assertThat(readAttempt(null)).containsExactly(new TopicRecord<>(3, 7, null, null));
        assertThat(rejected()).isEqualTo(Map.of("attempts_rejected", 3L));
    }

    @Test
    void shouldReadAControlThatStandsUnderItsChannel() throws Exception {
        ChannelControl control = new ChannelControl("sms", true, NOW, "drill");

        assertThat(readControl("sms", ChannelControlJson.encode(control)))
                .extracting(DeliveryUpdate::control)
                .containsExactly(control);
        assertThat(readControl("sms", null))
                .extracting(DeliveryUpdate::control)
                .containsExactly(new ChannelControl("sms", false, Instant.ofEpochMilli(-1), null));
        assertThat(rejected()).isEmpty();
    }

    @Test
    void shouldCountAndDropWhatIsNoControl() throws Exception {
        byte[] sms = ChannelControlJson.encode(new ChannelControl("sms", true, NOW, null));

        assertThat(readControl("push", sms)).isEmpty();
        assertThat(readControl(null, sms)).isEmpty();
        assertThat(readControl("sms", "paused".getBytes(UTF_8))).isEmpty();
        assertThat(rejected()).isEqualTo(Map.of("controls_rejected", 3L));
    }

    @Test
    void shouldReadWhatProvidersReportAndPassOverItsOwnReceipts() throws Exception {
        Receipt report = receipt(Receipt.Reporter.PROVIDER, SUBJECT.hex());

        assertThat(readReport(ReceiptJson.encode(report)))
                .containsExactly(DeliveryUpdate.of(SUBJECT, report));
        assertThat(readReport(ReceiptJson.encode(receipt(Receipt.Reporter.ATTEMPT, "0"))))
                .isEmpty();
        assertThat(rejected()).isEmpty();

        assertThat(readReport(ReceiptJson.encode(receipt(Receipt.Reporter.PROVIDER, "0"))))
                .isEmpty();
        assertThat(readReport("[]".getBytes(UTF_8))).isEmpty();
        assertThat(readReport(null)).isEmpty();
        assertThat(rejected()).isEqualTo(Map.of("receipts_rejected", 3L));
    }

    @Test
    void shouldKeyAReplyByTheCardholdersHashAndCountWhatIsNone() throws Exception {
        Reply reply = reply(SUBJECT.hex());

        assertThat(read(new ReplyDeserializer(), "alert-1", ReplyJson.encode(reply)))
                .containsExactly(new TopicRecord<>(3, 7, null, AnswerUpdate.of(SUBJECT, reply)));
        assertThat(rejected()).isEmpty();

        for (byte[] value : List.of("{".getBytes(UTF_8), ReplyJson.encode(reply("0123")))) {
            assertThat(read(new ReplyDeserializer(), "alert-1", value))
                    .containsExactly(new TopicRecord<>(3, 7, null, null));
        }
        assertThat(read(new ReplyDeserializer(), "alert-1", null)).hasSize(1);
        assertThat(rejected()).isEqualTo(Map.of("replies_rejected", 3L));
    }

    @Test
    void shouldReadSnoozesOfTheTopicsOwnBankFromLegitimateOutcomesAlone() throws Exception {
        SecretReference secret =
                SecretReference.file(
                        Files.writeString(folder.resolve("s"), "a secret, long enough"));
        KeyHasher hasher = new KeyHasher(secret.resolve());
        Instant until = NOW.plusSeconds(60);

        assertThat(readOutcome(secret, outcome("topic", Outcome.Kind.LEGITIMATE, until)))
                .as("of a bank called otherwise")
                .isEmpty();
        assertThat(rejected()).isEqualTo(Map.of("outcomes_rejected", 1L));
        assertThat(readOutcome(secret, outcome("north", Outcome.Kind.LEGITIMATE, until)))
                .containsExactly(
                        ConsentUpdate.of(
                                hasher.subject("north", "subject-1"),
                                new Snooze(
                                        hasher.key(KeyDimension.CARD, "north", "card-1"),
                                        List.of("burst"),
                                        until)));
        assertThat(readOutcome(secret, outcome("north", Outcome.Kind.LEGITIMATE, null))).isEmpty();
        assertThat(readOutcome(secret, outcome("north", Outcome.Kind.CONFIRMED_FRAUD, until)))
                .isEmpty();
        assertThat(rejected()).isEqualTo(Map.of("outcomes_rejected", 1L));
    }

    private List<ConsentUpdate> readOutcome(SecretReference secret, Outcome outcome)
            throws Exception {
        OutcomeDeserializer deserializer = new OutcomeDeserializer(secret);
        deserializer.open(new Context());
        List<ConsentUpdate> out = new ArrayList<>();
        deserializer.deserialize(
                new ConsumerRecord<>("outcomes.north", 3, 7, null, OutcomeJson.encode(outcome)),
                new ListCollector<>(out));
        return out;
    }

    private static Outcome outcome(String bank, Outcome.Kind kind, @Nullable Instant snoozed) {
        return new Outcome(
                "alert-1",
                bank,
                "subject-1",
                "card-1",
                kind,
                "sms",
                "7",
                List.of("burst"),
                NOW,
                NOW,
                snoozed);
    }

    private static Reply reply(String subject) {
        return new Reply("r-1", "alert-1", "sms", subject, Answer.LEGITIMATE, NOW);
    }

    private List<TopicRecord<DeliveryUpdate>> readAttempt(byte @Nullable [] value)
            throws Exception {
        return read(new AttemptDeserializer(), "alert-1|sms", value);
    }

    private List<DeliveryUpdate> readControl(@Nullable String key, byte @Nullable [] value)
            throws Exception {
        List<DeliveryUpdate> updates = new ArrayList<>();
        for (TopicRecord<DeliveryUpdate> record : read(new ControlDeserializer(), key, value)) {
            if (record.update() != null) {
                updates.add(record.update());
            }
        }
        return updates;
    }

    private List<DeliveryUpdate> readReport(byte @Nullable [] value) throws Exception {
        return read(
                new ReceiptDeserializer<>(
                        receipt -> receipt.reportedBy() == Receipt.Reporter.PROVIDER,
                        DeliveryUpdate::of,
                        DeliveryUpdate.class),
                "alert-1",
                value);
    }

    private <T> List<T> read(
            KafkaRecordDeserializationSchema<T> deserializer,
            @Nullable String key,
            byte @Nullable [] value)
            throws Exception {
        deserializer.open(new Context());
        List<T> out = new ArrayList<>();
        deserializer.deserialize(
                new ConsumerRecord<>(
                        "topic", 3, 7, key == null ? null : key.getBytes(UTF_8), value),
                new ListCollector<>(out));
        return out;
    }

    private Map<String, Long> rejected() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((name, counter) -> counts.put(name, counter.getCount()));
        return counts;
    }

    private static Attempt attempt(String subject) {
        return new Attempt(
                "alert-1", "sms", subject, 1, Attempt.Phase.INTENDED, 2, NOW, null, null, null);
    }

    private static Receipt receipt(Receipt.Reporter reporter, String subject) {
        return new Receipt(
                "alert-1",
                "sms",
                subject,
                reporter,
                2,
                1,
                SendOutcome.Kind.DELIVERED,
                NOW,
                "m-1",
                null);
    }

    private final class Context implements DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup() {
                @Override
                public MetricGroup addGroup(String name) {
                    return this;
                }

                @Override
                public Counter counter(String name) {
                    return counters.computeIfAbsent(name, added -> new SimpleCounter());
                }
            };
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
        }
    }
}
