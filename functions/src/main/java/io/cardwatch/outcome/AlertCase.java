package io.cardwatch.outcome;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.Finding;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelKeys;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.Reply;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an alert that has no outcome yet. Immutable; every step makes a new one.
 *
 * <p>Alert, replies and receipts come in any order, since each has a topic of its own. What decides
 * are the times that they carry, so that a restart which reads them again decides the same: the
 * first reply counts where it was given before {@link #deadline}, a receipt likewise.
 *
 * @param alert the alert without its details, or null until it was read
 * @param reply the first answer, never {@code STOP}, or null
 * @param reachedAt when a channel first took a message over, or null
 * @param since when the first of these was read, by the machine's clock, in milliseconds since 1970
 */
public record AlertCase(
        @Nullable Alert alert, @Nullable Reply reply, @Nullable Instant reachedAt, long since) {
    /** How long an answer given in time may be on its way here. */
    static final Duration GRACE = Duration.ofMinutes(1);

    /** How long replies and receipts wait for their alert, which a restart may read after them. */
    static final Duration UNMATCHED_AFTER = Duration.ofHours(24);

    public AlertCase {
        if (reply != null && reply.answer() == Answer.STOP) {
            throw new IllegalArgumentException("to stop is no answer");
        }
    }

    /** Nothing known yet. */
    public static AlertCase since(long now) {
        return new AlertCase(null, null, null, now);
    }

    /** With the alert; it keeps none of its details. */
    public AlertCase with(Alert read) {
        return new AlertCase(read.minimal(), reply, reachedAt, since);
    }

    /** With that answer, unless there was one before. */
    public AlertCase heard(Reply answer) {
        return reply == null ? new AlertCase(alert, answer, reachedAt, since) : this;
    }

    /** A channel took a message over then. */
    public AlertCase reached(Instant at) {
        return reachedAt == null || at.isBefore(reachedAt)
                ? new AlertCase(alert, reply, at, since)
                : this;
    }

    /** When this is to be looked at again, in milliseconds since 1970. */
    public long dueAt(OutcomePlan plan) {
        return alert == null
                ? since + UNMATCHED_AFTER.toMillis()
                : deadline(alert, plan).plus(GRACE).toEpochMilli();
    }

    /**
     * How the alert ended, or null where that is open still. It has an alert.
     *
     * @param over whether its time is over, and whatever was said in it has been read
     */
    public @Nullable Outcome outcome(OutcomePlan plan, boolean over) {
        Alert ended = requireNonNull(alert, "alert");
        Instant deadline = deadline(ended, plan);
        Reply answer = reply;
        if (answer != null && answer.at().isBefore(deadline)) {
            boolean legitimate = answer.answer() == Answer.LEGITIMATE;
            return outcome(
                    ended,
                    legitimate ? Outcome.Kind.LEGITIMATE : Outcome.Kind.CONFIRMED_FRAUD,
                    answer.channel(),
                    plan.eventClock() ? ended.eventTime() : answer.at(),
                    legitimate ? plan.snooze(ended.bankId()) : Duration.ZERO);
        }
        if (!over) {
            return null;
        }
        Instant reached = reachedAt;
        return outcome(
                ended,
                reached != null && reached.isBefore(deadline)
                        ? Outcome.Kind.NO_ANSWER
                        : Outcome.Kind.NOT_REACHED,
                null,
                plan.eventClock() ? ended.eventTime() : deadline,
                Duration.ZERO);
    }

    /** What tells the cardholder their next step, or null where nothing is to be said. */
    public @Nullable Alert followUp(Outcome outcome) {
        Alert answered = alert;
        Reply answer = reply;
        return answered == null || answer == null || outcome.channel() == null
                ? null
                : answered.followUp(answer.answer(), answer.channel(), outcome.at());
    }

    /** What its answer makes known of the event, or null where it has none or no keys. */
    public @Nullable Label label(Outcome outcome) {
        Alert ended = requireNonNull(alert, "alert");
        LabelKeys keys = ended.labelKeys();
        boolean fraud = outcome.kind() == Outcome.Kind.CONFIRMED_FRAUD;
        return keys == null || !(fraud || outcome.kind() == Outcome.Kind.LEGITIMATE)
                ? null
                : Label.of(outcome.bankId(), keys, ended.eventTime(), fraud, outcome.at());
    }

    private Instant deadline(Alert open, OutcomePlan plan) {
        Instant from = plan.eventClock() ? Instant.ofEpochMilli(since) : open.decidedAt();
        return from.plus(plan.noAnswerAfter());
    }

    private static Outcome outcome(
            Alert alert, Outcome.Kind kind, @Nullable String channel, Instant at, Duration snooze) {
        return new Outcome(
                alert.alertId(),
                alert.bankId(),
                alert.subjectRef(),
                alert.cardRef(),
                kind,
                channel,
                alert.ruleSetVersion(),
                alert.findings().stream().map(Finding::ruleId).toList(),
                alert.decidedAt(),
                at,
                snooze.isZero() ? null : at.plus(snooze));
    }

    @Override
    public String toString() {
        return "AlertCase[redacted]";
    }
}
