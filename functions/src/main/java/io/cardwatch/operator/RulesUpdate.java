package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleFileException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A rule set that passed every check, on its way to the events that it will judge. It travels as
 * text, since compiled rules do not travel.
 *
 * @param bankId the bank that it is for; null for every bank without a set of its own
 * @param sequence what it is known by: the offset of its record in the rules topic, {@link #FILE}
 *     for the file of the configuration, and lower ones where a restart found another file. Of two
 *     pushed sets the greater one wins, and each of them over any file
 * @param name the file's name, for messages
 * @param source the file's text
 */
public record RulesUpdate(@Nullable String bankId, long sequence, String name, String source)
        implements Serializable {
    /** The sequence of the configured file, which every pushed set displaces. */
    public static final long FILE = EnginePlan.FILE;

    public RulesUpdate {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
    }

    boolean isFile() {
        return sequence <= FILE;
    }

    boolean isFor(String bank) {
        return bankId == null || bankId.equals(bank);
    }

    CompiledRules compile() {
        try {
            return RuleCompiler.compile(name, source);
        } catch (RuleFileException e) {
            // What comes here was compiled before: this build does not read what that one did.
            throw new IllegalStateException(
                    "the rules of sequence " + sequence + " are not valid:\n" + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "RulesUpdate[" + sequence + ", " + name + "]";
    }
}
