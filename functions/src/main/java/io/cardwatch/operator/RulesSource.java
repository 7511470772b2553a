package io.cardwatch.operator;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleFileException;
import java.io.Serializable;
import java.util.List;

/**
 * The configured rules as they travel with a job: their text, compiled anew by each task that uses
 * them, since generated classes do not travel.
 *
 * @param name the file's name, for messages
 * @param text the file's text
 * @param settings the engine's bounds
 * @param further dimensions that have a stage beside those that the file uses, for rules that may
 *     be pushed while the job runs
 */
public record RulesSource(
        String name, String text, EngineSettings settings, List<KeyDimension> further)
        implements Serializable {
    public RulesSource {
        further = List.copyOf(further);
    }

    public RulesSource(String name, String text, EngineSettings settings) {
        this(name, text, settings, List.of());
    }

    /**
     * Compiles the rules and plans the engine's stages.
     *
     * @throws RuleFileException where the text is no valid rule file
     */
    public EnginePlan plan() throws RuleFileException {
        return EnginePlan.of(RuleCompiler.compile(name, text), further, settings);
    }

    RulesUpdate file(long sequence) {
        return new RulesUpdate(null, sequence, name, text);
    }
}
