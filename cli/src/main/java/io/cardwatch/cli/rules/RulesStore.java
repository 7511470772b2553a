package io.cardwatch.cli.rules;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.operator.RulesStatus;
import io.cardwatch.rollout.RulesRecord;
import java.time.Duration;
import java.util.List;

/** Where rule sets are pushed to, and where running jobs say what became of them. */
interface RulesStore extends AutoCloseable {
    /** Everything that was pushed so far, the oldest first. */
    List<PushedSet> pushes() throws CommandFailure;

    /** What jobs have reported so far, the oldest first. */
    List<RulesStatus> reports() throws CommandFailure;

    /**
     * Pushes a set.
     *
     * @return its sequence, once the brokers have stored it
     */
    long push(RulesRecord record) throws CommandFailure;

    /**
     * What was reported since the last look, by this method or {@link #reports()}, waiting up to
     * that long for the first of it.
     */
    List<RulesStatus> newReports(Duration wait) throws CommandFailure;

    @Override
    void close();

    /** Opens a store. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens the store that the options name.
         *
         * @throws CommandFailure where it cannot be reached, or a topic is not there
         */
        RulesStore open(RulesTopicOptions options) throws CommandFailure;
    }
}
