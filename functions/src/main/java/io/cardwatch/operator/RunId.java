package io.cardwatch.operator;

import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/**
 * Names one run of a job between two restarts, so that its tasks know what their own run wrote.
 *
 * <p>All tasks of the delivery job restart together and then have the same attempt number. Should
 * they differ one day, a run takes its own records for another's, which costs time and nothing
 * else. The number starts anew with each job manager and the job's id stays, so the execution graph
 * is named, which no two job managers share.
 */
public final class RunId {
    private RunId() {}

    /** The run that this operator's task belongs to. */
    public static String of(AbstractStreamOperator<?> operator) {
        return of(operator.getContainingTask().getEnvironment().getExecutionId());
    }

    /** The execution graph is named by what stands before the task in an attempt's name. */
    static String of(ExecutionAttemptID attempt) {
        String name = attempt.toString();
        return name.substring(0, name.indexOf('_')) + '/' + attempt.getAttemptNumber();
    }
}
