package io.cardwatch.operator;

import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Names one run of a job between two restarts, so that its tasks know what their own run wrote.
 *
 * <p>All tasks of the delivery job restart together and then have the same attempt number. Should
 * they differ one day, a run takes its own records for another's, which costs time and nothing
 * else.
 */
public final class RunId {
    private RunId() {}

    /** The run that a task of that context belongs to. */
    public static String of(RuntimeContext context) {
        return context.getJobInfo().getJobId() + "/" + context.getTaskInfo().getAttemptNumber();
    }
}
