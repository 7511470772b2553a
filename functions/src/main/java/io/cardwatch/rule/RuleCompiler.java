package io.cardwatch.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the text of a rule file to compiled rules, or to everything that is wrong with the file. */
public final class RuleCompiler {
    private RuleCompiler() {}

    /**
     * What came of a file.
     *
     * @param problems errors and warnings in the file's order
     * @param rules the compiled rules, or null where there are errors
     */
    public record Result(List<RuleProblem> problems, @Nullable CompiledRules rules) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The compiled rules of a file; warnings do not keep it from compiling.
     *
     * @param fileName what messages call the file
     * @throws RuleFileException with everything that is wrong, if anything is an error
     */
    public static CompiledRules compile(String fileName, String text) throws RuleFileException {
        return orThrow(check(fileName, text));
    }

    /** The same for a file's bytes, which must be UTF-8. */
    public static CompiledRules compile(String fileName, byte[] utf8) throws RuleFileException {
        return orThrow(check(fileName, utf8));
    }

    /** What is wrong with a file, and its compiled rules if nothing is. */
    public static Result check(String fileName, String text) {
        Problems problems = new Problems(fileName);
        RuleFile file = RuleFileParser.parse(text, problems);
        CompiledRules rules = file == null ? null : new RuleFileChecker(file, problems).compile();
        return new Result(problems.all(), rules);
    }

    /** The same for a file's bytes, which must be UTF-8. */
    public static Result check(String fileName, byte[] utf8) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(utf8);
        CharBuffer out = CharBuffer.allocate(utf8.length);
        CoderResult outcome = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (!outcome.isError()) {
            return check(fileName, text);
        }
        Problems problems = new Problems(fileName);
        SourceText source = new SourceText(text);
        Position at = source.position(text.codePointCount(0, text.length()));
        problems.error(at, "a byte that is not UTF-8", "a file saved as UTF-8");
        return new Result(problems.all(), null);
    }

    private static CompiledRules orThrow(Result result) throws RuleFileException {
        if (result.rules() == null) {
            throw new RuleFileException(result.problems());
        }
        return result.rules();
    }
}
