package io.cardwatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.alert.AlertFormatException;
import io.cardwatch.alert.AlertJson;
import io.cardwatch.channel.ReceiptFormatException;
import io.cardwatch.channel.ReceiptJson;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentRecord;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.inbound.Outbox;
import io.cardwatch.gateway.provider.Receivers;
import io.cardwatch.gateway.state.Enrolment;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.gateway.state.StateReader;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.jobs.kafka.ConsentRecords;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.reply.Reply;
import io.cardwatch.reply.ReplyJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of each topic into the state. A record that is none is counted, reported by its
 * place and passed over.
 */
final class StateFeed {
    private static final Logger LOG = LoggerFactory.getLogger(StateFeed.class);
    private static final RecordCodec<Enrolment> ENROLMENTS = new RecordCodec<>(Enrolment.class);

    private final GatewayConfig config;
    private final GatewayState state;
    private final Outbox outbox;
    private final GatewayMetrics metrics;
    private final Receivers receivers;
    private final Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> byTopic = new HashMap<>();
    private boolean caughtUp;

    StateFeed(GatewayConfig config, Assembly parts) {
        this.config = config;
        state = parts.state();
        outbox = parts.outbox();
        metrics = parts.metrics();
        receivers = parts.receivers();
        byTopic.put(config.common().alertsTopic(), this::alert);
        byTopic.put(config.common().consentsTopic(), this::consent);
        byTopic.put(config.topics().receipts(), this::receipt);
        byTopic.put(config.topics().replies(), this::reply);
        byTopic.put(config.topics().enrolments(), this::enrolment);
        metrics.gauge("alerts_known", state::alerts);
        metrics.gauge("consents_known", state::consentCount);
    }

    /** Starts reading. */
    StateReader follow() {
        return new StateReader(
                config.common().kafka(),
                List.copyOf(byTopic.keySet()),
                this::take,
                this::caughtUp,
                state::forgetOld);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Consumer<ConsumerRecord<byte[], byte[]>> taker = byTopic.get(record.topic());
        if (taker != null) {
            taker.accept(record);
        }
    }

    /** The topics are read in any order: only now is known which grants are older than a STOP. */
    private void caughtUp() {
        withdraw(state.grantsOlderThanStop());
        caughtUp = true;
        receivers.start();
    }

    private void alert(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                state.apply(AlertJson.decode(record.value()));
            }
        } catch (AlertFormatException e) {
            rejected(record);
        }
    }

    private void consent(ConsumerRecord<byte[], byte[]> record) {
        ConsentRecord read = ConsentRecords.read(record);
        if (!read.faults().isEmpty()) {
            rejected(record);
        }
        List<Consent> late = state.apply(read);
        if (caughtUp) {
            withdraw(late);
        }
    }

    private void withdraw(List<Consent> late) {
        for (Consent consent : late) {
            metrics.count("late_grants_withdrawn");
            var unused =
                    outbox.write(consent.key().format(), consent)
                            .whenComplete(
                                    (done, failure) -> {
                                        if (failure != null) {
                                            // The next start, or the next STOP, tries again.
                                            LOG.error("a withdrawal could not be written");
                                        }
                                    });
        }
    }

    private void receipt(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                state.apply(ReceiptJson.decode(record.value()));
            }
        } catch (ReceiptFormatException e) {
            rejected(record);
        }
    }

    private void reply(ConsumerRecord<byte[], byte[]> record) {
        Reply reply = record.value() == null ? null : ReplyJson.decode(record.value());
        if (reply != null) {
            state.apply(reply);
        } else if (record.value() != null) {
            rejected(record);
        }
    }

    private void enrolment(ConsumerRecord<byte[], byte[]> record) {
        KeyHash code = record.key() == null ? null : KeyHash.parse(new String(record.key(), UTF_8));
        Enrolment enrolment = record.value() == null ? null : ENROLMENTS.decode(record.value());
        if (code != null && enrolment != null) {
            state.apply(code, enrolment);
        } else if (record.value() != null) {
            rejected(record);
        }
    }

    private void rejected(ConsumerRecord<byte[], byte[]> record) {
        metrics.count("records_rejected", "topic", record.topic());
        LOG.warn("not usable: {}-{}@{}", record.topic(), record.partition(), record.offset());
    }
}
