package io.cardwatch.operator;

import io.cardwatch.channel.Receipt;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.erasure.Erasure;
import io.cardwatch.reply.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What outcomes are decided by besides alerts: a reply, a receipt, the order to forget a
 * cardholder, or the news that a partition of the replies has been read.
 *
 * @param subject keyed hash of bank and subject; for the news, a key that leads to the subtask it
 *     is for
 * @param reply what a cardholder answered, or null
 * @param receipt what became of a message, or null
 * @param erasure the order to forget the cardholder, or null
 * @param partition the partition of the replies that was read to where it ended at this start;
 *     unused with the others
 * @param partitions how many there are; unused likewise
 */
public record AnswerUpdate(
        KeyHash subject,
        @Nullable Reply reply,
        @Nullable Receipt receipt,
        @Nullable Erasure erasure,
        int partition,
        int partitions) {
    public static AnswerUpdate of(KeyHash subject, Reply reply) {
        return new AnswerUpdate(subject, reply, null, null, -1, 0);
    }

    public static AnswerUpdate of(KeyHash subject, Receipt receipt) {
        return new AnswerUpdate(subject, null, receipt, null, -1, 0);
    }

    /** The order to forget a cardholder. */
    public static AnswerUpdate of(Erasure erasure) {
        return new AnswerUpdate(erasure.subjectKey(), null, null, erasure, -1, 0);
    }

    /** News that a partition of the replies has been read. */
    public static AnswerUpdate partitionRead(KeyHash subtaskKey, int partition, int partitions) {
        return new AnswerUpdate(subtaskKey, null, null, null, partition, partitions);
    }

    @Override
    public String toString() {
        return "AnswerUpdate[redacted]";
    }
}
