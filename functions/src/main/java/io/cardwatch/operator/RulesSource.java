package io.cardwatch.operator;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleFileException;
import java.io.Serializable;

/**
 * The rules as they travel with a job: their text, compiled anew by each task that uses them, since
 * generated classes do not travel.
 *
 * @param name the file's name, for messages
 * @param text the file's text
 * @param settings the engine's bounds
 */
public record RulesSource(String name, String text, EngineSettings settings)
        implements Serializable {
    /**
     * Compiles the rules and plans the engine's stages.
     *
     * @throws RuleFileException where the text is no valid rule file
     */
    public EnginePlan plan() throws RuleFileException {
        return EnginePlan.of(RuleCompiler.compile(name, text), settings);
    }
}
