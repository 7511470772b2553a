package io.cardwatch.rollout;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One push of a rule file: the value of a record in the {@code rules} topic, whose offset is the
 * set's sequence.
 *
 * @param bankId the bank that it is for, or null for every bank that has no set of its own
 * @param fileName what messages call the file; a name without folders
 * @param source the file's text
 * @param pushedAt when it was pushed, by the clock of who pushed it
 * @param action why it was pushed
 * @param note what its author says of it, or null
 */
public record RulesRecord(
        @Nullable String bankId,
        String fileName,
        String source,
        Instant pushedAt,
        Action action,
        @Nullable String note) {
    /** Longer texts do not fit a Kafka record of the usual size. */
    public static final int MAX_SOURCE_LENGTH = 900_000;

    public static final int MAX_FILE_NAME_LENGTH = 255;
    public static final int MAX_NOTE_LENGTH = 500;

    private static final Pattern BANK_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]+");
    private static final Pattern NOTE = Pattern.compile("[^\\p{Cntrl}]*");

    /** Why a set was pushed. */
    public enum Action {
        /** A file of its author's. */
        PUSH,
        /** An earlier set again. */
        ROLLBACK
    }

    /**
     * @throws IllegalArgumentException with what is wrong and what is accepted, and nothing of the
     *     values
     */
    public RulesRecord {
        require(bankId == null || isBankId(bankId), "bankId: not a bank's id");
        require(
                fileName.length() <= MAX_FILE_NAME_LENGTH && FILE_NAME.matcher(fileName).matches(),
                "fileName: accepted: a file's name without its folder, at most "
                        + MAX_FILE_NAME_LENGTH
                        + " characters");
        require(
                source.length() <= MAX_SOURCE_LENGTH,
                "source: accepted: a rule file of at most " + MAX_SOURCE_LENGTH + " characters");
        requireNonNull(pushedAt, "pushedAt");
        requireNonNull(action, "action");
        require(
                note == null || (note.length() <= MAX_NOTE_LENGTH && NOTE.matcher(note).matches()),
                "note: accepted: one line of at most " + MAX_NOTE_LENGTH + " characters");
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** Whether a bank may be called that. */
    public static boolean isBankId(String text) {
        return BANK_ID.matcher(text).matches();
    }

    /** The key of its record: the bank, or nothing. */
    public String key() {
        return bankId == null ? "" : bankId;
    }
}
