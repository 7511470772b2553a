package io.cardwatch.consent;

import static java.util.Objects.requireNonNull;

/**
 * What proves an opt-in, for the consent receipt after ISO/IEC TS 27560.
 *
 * @param source where it was given, for example {@code mobile-app}
 * @param textVersion the version of the words that the user agreed to
 * @param receiptId the id of the receipt that the user got
 */
public record Evidence(String source, String textVersion, String receiptId) {
    public Evidence {
        requireNonNull(source, "source");
        requireNonNull(textVersion, "textVersion");
        requireNonNull(receiptId, "receiptId");
    }

    @Override
    public String toString() {
        return "Evidence[redacted]";
    }
}
