package io.cardwatch.reply;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a pressed button sent back, as it claims to be: {@link ReplyPayloads#isGenuine} tells
 * whether it is.
 *
 * @param alertId the alert
 * @param answer what the button says
 * @param expiresAt from when on it no longer counts
 * @param text the whole payload
 */
public record ReplyPayload(String alertId, Answer answer, Instant expiresAt, String text) {
    private static final Pattern FORM =
            Pattern.compile("c1\\.([0-9a-f]{32})\\.([lcs])\\.([0-9a-z]{1,8})\\.[A-Za-z0-9_-]{16}");
    private static final int EXPIRY_RADIX = 36;

    public ReplyPayload {
        requireNonNull(alertId, "alertId");
        requireNonNull(answer, "answer");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(text, "text");
    }

    /** The parts of a payload, or null where the text has not its form. */
    public static @Nullable ReplyPayload parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        Answer answer =
                switch (parts.group(2)) {
                    case "l" -> Answer.LEGITIMATE;
                    case "c" -> Answer.CONFIRMED_FRAUD;
                    default -> Answer.STOP;
                };
        return new ReplyPayload(
                parts.group(1),
                answer,
                Instant.ofEpochSecond(Long.parseLong(parts.group(3), EXPIRY_RADIX)),
                text);
    }

    @Override
    public String toString() {
        return "ReplyPayload[redacted, " + answer + "]";
    }
}
