package io.cardwatch.cli.replay;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.Severity;
import io.cardwatch.alert.ThrottleReason;
import io.cardwatch.channel.console.ConsoleType;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.engine.Admission;
import io.cardwatch.engine.Assessment;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.FraudEngine;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges events as the job does, in one thread and without a broker: the same engine, then cooldown
 * and budget by the events' own times, every cardholder taken as opted in.
 *
 * <p>Memory grows with the keys that live rules look at, not with the events: of those it keeps the
 * ids of the late ones alone.
 */
public final class Replay {
    /** Nothing of it leaves this process: hashes are only what keys are found by. */
    private static final byte[] SECRET = "keys of a replay".getBytes(StandardCharsets.US_ASCII);

    /** What an opt-in that nobody gave would be. */
    private static final List<AlertChannel> EVERYONE =
            List.of(new AlertChannel(ConsoleType.TYPE, 1, DetailLevel.DETAILED));

    private final ReplaySettings settings;
    private final KeyHasher hasher = new KeyHasher(SECRET);
    private final FraudEngine engine;
    private final Throttles throttles = new Throttles();
    private final JudgedEvent judged;

    /** The engine keeps no trace of late events, and yet one that comes again is no other one. */
    private final Set<Long> lateIds = new HashSet<>();

    private final Map<String, CompiledRules> ownRules = new HashMap<>();
    private CompiledRules rules;

    /** A replay without any history. */
    public Replay(CompiledRules rules, ReplaySettings settings) {
        this.rules = rules;
        this.settings = settings;
        engine =
                new FraudEngine(
                        EnginePlan.of(rules, settings.engine()),
                        hasher,
                        settings.ordering() == Ordering.ARRIVAL,
                        this::notApplicable);
        judged = new JudgedEvent(engine, rules);
    }

    /** How it treats time and order. */
    public ReplaySettings settings() {
        return settings;
    }

    /** Judges all events of the source. */
    public void run(ReplaySource source, ReplayListener listener)
            throws CommandFailure, IOException {
        for (LabelledEvent event = source.next(); event != null; event = source.next()) {
            listener.judged(judge(event));
        }
    }

    /**
     * Learns what became known before the event, and judges it.
     *
     * @return what became of it, overwritten by the next call
     */
    public JudgedEvent judge(LabelledEvent labelled) {
        labelled.learned().forEach(engine::learn);
        CardEvent event = labelled.event();
        CompiledRules by = ownRules.getOrDefault(event.bankId(), rules);
        judged.begin(labelled, by, settings.measures(event.eventTime()));
        Assessment assessment =
                labelled.late()
                        ? Assessment.silent(engine.admissionOfLate(event))
                        : engine.assess(event);
        if (assessment.admission() == Admission.LATE
                && !lateIds.add(hasher.eventId(event.bankId(), event.eventId()))) {
            assessment = Assessment.silent(Admission.DUPLICATE);
        }
        judged.assessed(assessment);
        if (assessment.alerts()) {
            List<Finding> findings = assessment.findings();
            RuleSet set = by.ruleSet();
            ThrottleReason held =
                    throttles.hold(event, findings, set.alerting(), event.eventTime());
            if (held == null) {
                judged.alerted(alert(event, set, findings, assessment.score()));
            } else {
                judged.suppressed(held);
            }
        }
        return judged;
    }

    /**
     * Judges by another set from the next event on; see {@link FraudEngine#swap}.
     *
     * @param bankId whose events; null for every bank without a set of its own
     */
    public void swap(@Nullable String bankId, long sequence, CompiledRules other) {
        engine.swap(bankId, sequence, other);
        if (bankId == null) {
            rules = other;
        } else {
            ownRules.put(bankId, other);
        }
    }

    /** How many keys are held, over all banks and dimensions. */
    public int liveKeys() {
        return engine.liveKeys();
    }

    private void notApplicable(int rule) {
        judged.notApplicable(rule);
    }

    private static Alert alert(CardEvent event, RuleSet set, List<Finding> findings, double score) {
        return new Alert(
                AlertId.of(event.bankId(), event.eventId()),
                event.bankId(),
                event.subjectOrCard(),
                event.cardRef(),
                set.version(),
                findings,
                score,
                Severity.of(score, set.alerting().bands()),
                event.eventTime(),
                event.eventTime(),
                EVERYONE,
                new AlertDetails(event.amountMinor(), event.currency(), event.merchantName()));
    }
}
