package io.cardwatch.cli.consent;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.event.CardNumberGuard;
import picocli.CommandLine.Option;

/** Whose opt-ins; the same of every command on them. */
final class SubjectOptions {
    private static final int LONGEST = 256;

    @Option(
            names = "--bank",
            required = true,
            paramLabel = "ID",
            description = "The bank, as its events name it.")
    private String bank = "";

    @Option(
            names = "--subject",
            required = true,
            paramLabel = "REF",
            description = "The cardholder, as card events name them in subjectRef.")
    private String subject = "";

    String bank() throws CommandFailure {
        return checked("--bank", bank);
    }

    String subject() throws CommandFailure {
        return checked("--subject", subject);
    }

    /** What no record may hold is not looked for either; nothing of it is repeated. */
    static String checked(String option, String text) throws CommandFailure {
        if (text.isBlank()
                || text.length() > LONGEST
                || text.chars().anyMatch(Character::isISOControl)) {
            throw CommandFailure.usage(option + " takes a text of 1 to 256 characters");
        }
        if (CardNumberGuard.finds(text)) {
            throw CommandFailure.usage(option + " takes a token or keyed hash, no card number");
        }
        return text;
    }
}
