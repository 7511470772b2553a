package io.cardwatch.cli.demo;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.console.ConsoleType;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.consent.Evidence;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Opt-ins that nobody gave, for every cardholder of some files. For a demo of foreign data alone;
 * each says so in its evidence.
 */
final class SyntheticConsents {
    private SyntheticConsents() {}

    /** One opt-in per cardholder of the file, given before its first event. Reads it to the end. */
    static List<TimedConsent> forEveryoneIn(EventFile file) throws CommandFailure, IOException {
        Set<String> subjects = new TreeSet<>();
        Instant first = null;
        for (FeedEvent event = file.next(); event != null; event = file.next()) {
            String subject = event.subjectRef();
            if (subject != null) {
                subjects.add(subject);
            }
            first = earlier(first, event.time());
        }
        List<TimedConsent> grants = new ArrayList<>();
        for (String subject : subjects) {
            int number = grants.size() + 1;
            grants.add(
                    grant(file.bankId(), subject, number, first == null ? Instant.EPOCH : first));
        }
        return grants;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static TimedConsent grant(String bankId, String subjectRef, int number, Instant at) {
        Consent consent =
                new Consent(
                        bankId,
                        subjectRef,
                        Consent.FRAUD_ALERTS,
                        ConsoleType.TYPE,
                        ConsentStatus.GRANTED,
                        1,
                        // Of one's own: whoever stops stops for nobody else.
                        "Demo cardholder " + number,
                        "en",
                        "UTC",
                        DetailLevel.MINIMAL,
                        Severity.LOW,
                        null,
                        at,
                        null,
                        new Evidence("synthetic-demo", "none", "none"));
        return new TimedConsent(at, consent.key().format(), ConsentJson.encode(consent));
    }
}
