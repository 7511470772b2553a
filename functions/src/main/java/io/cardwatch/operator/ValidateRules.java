package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.CompiledRules;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets a pushed rule set on to the events only where it is valid and the running job has a stage
 * for each of its keys; says of each what {@code cardwatch validate} would say. Runs once, so that
 * every subtask behind it sees the sets in one order.
 */
public final class ValidateRules extends ProcessFunction<RulesPush, RulesUpdate> {
    public static final OutputTag<RulesStatus> STATUS =
            new OutputTag<>("rules-status", TypeInformation.of(RulesStatus.class));

    private final RulesSource source;
    private final List<String> banks;

    private transient PushCheck check;
    private transient CardwatchMetrics metrics;

    /**
     * A check for the running job.
     *
     * @param source the configured rules, which say what stages there are
     * @param banks every bank that the job reads events of
     */
    public ValidateRules(RulesSource source, List<String> banks) {
        this.source = source;
        this.banks = List.copyOf(banks);
    }

    @Override
    public void open(OpenContext openContext) throws Exception {
        check = new PushCheck(source.plan(), banks);
        metrics = new CardwatchMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(RulesPush push, Context context, Collector<RulesUpdate> out) {
        PushCheck.Result checked = check.of(push);
        CompiledRules rules = checked.rules();
        boolean refused = rules == null;
        context.output(
                STATUS,
                RulesStatus.verdict(
                        push.sequence(),
                        push.bankId(),
                        rules,
                        refused ? RulesStatus.Kind.REFUSED : RulesStatus.Kind.ACCEPTED,
                        checked.problems(),
                        Instant.ofEpochMilli(context.timerService().currentProcessingTime())));
        metrics.counter(refused ? CardwatchMetrics.RULES_REFUSED : CardwatchMetrics.RULES_ACCEPTED)
                .inc();
        if (!refused) {
            String text = requireNonNull(push.source());
            out.collect(new RulesUpdate(push.bankId(), push.sequence(), push.name(), text));
        }
    }
}
