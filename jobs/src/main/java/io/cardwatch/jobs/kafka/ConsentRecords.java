package io.cardwatch.jobs.kafka;

import io.cardwatch.consent.ConsentRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the consents topic. */
public final class ConsentRecords {
    private ConsentRecords() {}

    /**
     * What a record says. Only a tombstone can say that its key is to be forgotten; what is
     * unreadable cannot.
     */
    public static ConsentRecord read(ConsumerRecord<byte[], byte[]> record) {
        ConsentRecord read = ConsentRecord.read(record.key(), record.value());
        boolean erased =
                record.value() == null
                        && record.headers().lastHeader(ConsentStream.ERASED_HEADER) != null;
        return erased ? read.asErasure() : read;
    }
}
