package io.cardwatch.gateway.state;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Reply;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What cardholders have answered: the first answer to an alert counts, and what a provider brings
 * again is known by its id. For one thread at a time.
 */
public final class GivenAnswers {
    private final Map<String, Instant> replyIds = new HashMap<>();
    private final Map<String, Instant> answered = new HashMap<>();
    private final Map<KeyHash, Instant> stopped = new HashMap<>();
    private final Map<SubjectChannel, Instant> stoppedSubjects = new HashMap<>();

    void apply(Reply reply) {
        take(reply);
        KeyHash subject = KeyHash.parse(reply.subject());
        if (reply.answer() == Answer.STOP && subject != null) {
            stoppedSubjects.merge(
                    new SubjectChannel(subject, reply.channel()), reply.at(), GivenAnswers::later);
        }
    }

    /** Marks an answer as given, before it is written. */
    public void take(Reply reply) {
        replyIds.put(reply.replyId(), reply.at());
        if (reply.answer() != Answer.STOP) {
            answered.putIfAbsent(reply.alertId(), reply.at());
        }
    }

    /** Takes back what could not be written, so that the provider may bring it again. */
    public void release(Reply reply) {
        replyIds.remove(reply.replyId());
        if (reply.answer() != Answer.STOP) {
            answered.remove(reply.alertId());
        }
    }

    /** Remembers the id of what a provider brought and nothing came of. */
    public void note(String replyId, Instant at) {
        replyIds.put(replyId, at);
    }

    /** Undoes {@link #note}. */
    public void forget(String replyId) {
        replyIds.remove(replyId);
    }

    public boolean isKnown(String replyId) {
        return replyIds.containsKey(replyId);
    }

    /** When what a provider brings again was taken first, or null where it is new. */
    public @Nullable Instant takenAt(String replyId) {
        return replyIds.get(replyId);
    }

    public boolean isAnswered(String alertId) {
        return answered.containsKey(alertId);
    }

    /** Remembers that an address said STOP, for grants from before that turn up later. */
    public void stop(KeyHash address, Instant at) {
        stopped.merge(address, at, GivenAnswers::later);
    }

    /** When an address, or a cardholder on a channel, last said STOP; or null. */
    @Nullable Instant stoppedAt(@Nullable KeyHash address, SubjectChannel subject) {
        Instant byAddress = address == null ? null : stopped.get(address);
        Instant bySubject = stoppedSubjects.get(subject);
        if (byAddress == null) {
            return bySubject;
        }
        return bySubject == null ? byAddress : later(byAddress, bySubject);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    void forgetBefore(Instant limit) {
        replyIds.values().removeIf(limit::isAfter);
        answered.values().removeIf(limit::isAfter);
        stopped.values().removeIf(limit::isAfter);
        stoppedSubjects.values().removeIf(limit::isAfter);
    }

    int size() {
        return answered.size();
    }
}
