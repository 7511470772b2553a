package io.cardwatch.cli.rules;

import io.cardwatch.operator.RuleCount;
import io.cardwatch.operator.RulesStatus;
import io.cardwatch.rollout.RulesRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Topics in memory, with a job behind them that answers each push as it is told. */
final class TestingRulesStore implements RulesStore {
    static final Instant NOW = Instant.parse("2026-11-21T15:00:00Z");

    private final List<PushedSet> pushes = new ArrayList<>();
    private final List<RulesStatus> reports = new ArrayList<>();
    private Function<Long, List<RulesStatus>> job = sequence -> List.of();
    private int read;
    private long nanos;

    /** What the job answers to each push from now on. */
    void answer(Function<Long, List<RulesStatus>> job) {
        this.job = job;
    }

    /** A record that is no push. */
    void foreign() {
        pushes.add(new PushedSet(pushes.size(), null, "not a JSON object"));
    }

    static List<RulesStatus> accepted(long sequence, int of) {
        List<RulesStatus> reports = new ArrayList<>();
        reports.add(report(sequence, RulesStatus.Kind.ACCEPTED, null, 0, 1, null, List.of()));
        for (int subtask = 0; subtask < of; subtask++) {
            reports.add(active(sequence, subtask, of));
        }
        return reports;
    }

    static RulesStatus active(long sequence, int subtask, int of) {
        return report(
                sequence, RulesStatus.Kind.ACTIVE, "evaluate-rules", subtask, of, null, List.of());
    }

    static List<RulesStatus> refused(long sequence, String... problems) {
        return List.of(
                report(sequence, RulesStatus.Kind.REFUSED, null, 0, 1, null, List.of(problems)));
    }

    static RulesStatus report(
            long sequence,
            RulesStatus.Kind kind,
            @Nullable String stage,
            int subtask,
            int of,
            @Nullable String rule,
            List<String> problems) {
        return new RulesStatus(
                sequence,
                null,
                "testing",
                "v" + sequence,
                kind,
                stage,
                subtask,
                of,
                rule,
                problems,
                NOW.plusSeconds(sequence));
    }

    static RulesStatus counts(long sequence, int subtask, int of, long fired) {
        return new RulesStatus(
                sequence,
                null,
                "testing",
                "v" + sequence,
                RulesStatus.Kind.RULE_COUNTS,
                "evaluate-rules",
                subtask,
                of,
                null,
                List.of(),
                List.of(
                        new RuleCount("burst", "live", fired, 0, 1),
                        new RuleCount("quiet", "shadow", 2 * fired, 0, 0)),
                NOW);
    }

    /** The same report, so many seconds later. */
    static RulesStatus at(long seconds, RulesStatus report) {
        return new RulesStatus(
                report.sequence(),
                report.bankId(),
                report.ruleset(),
                report.version(),
                report.status(),
                report.stage(),
                report.subtask(),
                report.of(),
                report.rule(),
                report.problems(),
                report.at().plusSeconds(seconds));
    }

    void report(List<RulesStatus> more) {
        reports.addAll(more);
    }

    long nanoTime() {
        return nanos;
    }

    @Override
    public List<PushedSet> pushes() {
        return List.copyOf(pushes);
    }

    @Override
    public List<RulesStatus> reports() {
        read = reports.size();
        return List.copyOf(reports);
    }

    @Override
    public long push(RulesRecord record) {
        long sequence = pushes.size();
        pushes.add(new PushedSet(sequence, record, null));
        reports.addAll(job.apply(sequence));
        return sequence;
    }

    @Override
    public List<RulesStatus> newReports(Duration wait) {
        nanos += wait.toNanos();
        List<RulesStatus> more = List.copyOf(reports.subList(read, reports.size()));
        read = reports.size();
        return more;
    }

    @Override
    public void close() {}
}
