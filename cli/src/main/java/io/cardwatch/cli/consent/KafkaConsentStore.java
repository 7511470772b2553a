package io.cardwatch.cli.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaCalls;
import io.cardwatch.cli.kafka.WholeTopic;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.jobs.kafka.ConsentRecords;
import io.cardwatch.jobs.kafka.ConsentStream;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The consents topic of a Kafka cluster. */
final class KafkaConsentStore implements ConsentStore {
    private final KafkaCalls calls;
    private final WholeTopic topic;

    private KafkaConsentStore(KafkaCalls calls, WholeTopic topic) {
        this.calls = calls;
        this.topic = topic;
    }

    static ConsentStore open(ConsentTopicOptions options) throws CommandFailure {
        Properties properties = options.properties();
        KafkaCalls calls = new KafkaCalls(properties);
        WholeTopic topic = new WholeTopic(properties, options.topic());
        return calls.call(
                () -> {
                    topic.require("--topic");
                    return new KafkaConsentStore(calls, topic);
                });
    }

    @Override
    public KnownConsents read(String bankId, String subjectRef) throws CommandFailure {
        KnownConsents known = new KnownConsents();
        return calls.call(
                () -> {
                    topic.readToEnd(record -> add(record, bankId, subjectRef, known));
                    return known;
                });
    }

    /** As the jobs read it, by the same code. */
    private static void add(
            ConsumerRecord<byte[], byte[]> record,
            String bankId,
            String subjectRef,
            KnownConsents known) {
        for (Consent consent : ConsentRecords.read(record).consents()) {
            if (consent.bankId().equals(bankId) && consent.subjectRef().equals(subjectRef)) {
                known.add(consent, record.partition());
            }
        }
    }

    @Override
    public void erase(ConsentKey key, String erasureId, KnownConsents known) throws CommandFailure {
        boolean unused =
                calls.call(
                        () -> {
                            topic.write(
                                    known.partition(key),
                                    key.format().getBytes(UTF_8),
                                    null,
                                    List.of(
                                            new RecordHeader(
                                                    ConsentStream.ERASED_HEADER,
                                                    erasureId.getBytes(UTF_8))));
                            return true;
                        });
    }

    @Override
    public void write(Consent consent, KnownConsents known) throws CommandFailure {
        ConsentKey key = consent.key();
        boolean unused =
                calls.call(
                        () -> {
                            topic.write(
                                    known.partition(key),
                                    key.format().getBytes(UTF_8),
                                    ConsentJson.encode(consent),
                                    List.of());
                            return true;
                        });
    }
}
