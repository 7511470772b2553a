package io.cardwatch.cli.rules;

import io.cardwatch.cli.console.Terminal;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the commands on rules work with.
 *
 * @param checker checks rule files as the jobs do
 * @param stores opens the topics
 * @param terminal where they write to
 * @param clock tells when something was pushed
 * @param ticker nanoseconds from any start, for waiting
 */
public record RulesContext(
        RuleChecker checker,
        RulesStore.Opener stores,
        Terminal terminal,
        InstantSource clock,
        LongSupplier ticker) {
    /** The real ones. */
    public static RulesContext real(Terminal terminal) {
        return new RulesContext(
                new RuleFiles(),
                KafkaRulesStore::open,
                terminal,
                InstantSource.system(),
                System::nanoTime);
    }
}
