package io.cardwatch.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the people of the sample decided, in the order in which they did. */
final class ConsentHistory {
    private static final String FRAUD_ALERTS = "fraud-alerts";
    private static final String MARKETING = "marketing";

    private final GeneratorSettings settings;
    private final Instant start;

    ConsentHistory(GeneratorSettings settings) {
        this.settings = settings;
        start = settings.start().atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    List<SampleConsent> of(List<Subject> subjects) {
        List<SampleConsent> consents = new ArrayList<>();
        for (Subject subject : subjects) {
            decide(subject, consents);
        }
        consents.sort(
                Comparator.comparing(SampleConsent::publishedAt)
                        .thenComparing(SampleConsent::key)
                        .thenComparing(SampleConsent::version));
        return List.copyOf(consents);
    }

    private void decide(Subject subject, List<SampleConsent> consents) {
        Dice dice = Dice.of(settings.seed(), "consent", subject.number, 0);
        Instant grantedAt = start.minusSeconds(dice.between(3_600, 200 * 86_400));
        switch (subject.consentClass) {
            case MISSING -> {}
            case DETAILED -> consents.add(grant(subject, grantedAt, "detailed", "low", dice));
            case MINIMAL -> consents.add(grant(subject, grantedAt, "minimal", "low", dice));
            case HIGH_ONLY -> {
                String least = dice.chance(0.5) ? "high" : "critical";
                consents.add(grant(subject, grantedAt, "detailed", least, dice));
            }
            case WITHDRAWN -> {
                SampleConsent grant = grant(subject, grantedAt, "detailed", "low", dice);
                consents.add(grant);
                consents.add(withdrawal(grant, duringTheData(dice)));
            }
            case EXPIRED -> {
                // Half of them ran out before the first day.
                Instant expiresAt =
                        dice.chance(0.5)
                                ? start.minusSeconds(dice.between(1, 1_800))
                                : duringTheData(dice);
                consents.add(
                        publish(
                                subject,
                                FRAUD_ALERTS,
                                terms(subject, grantedAt, expiresAt, "detailed", "low", dice)));
            }
            case WRONG_PURPOSE ->
                    consents.add(
                            publish(
                                    subject,
                                    MARKETING,
                                    terms(subject, grantedAt, null, "detailed", "low", dice)));
        }
    }

    private static SampleConsent grant(
            Subject subject, Instant grantedAt, String detail, String minSeverity, Dice dice) {
        Instant expiresAt = dice.chance(0.3) ? grantedAt.plus(Duration.ofDays(730)) : null;
        return publish(
                subject,
                FRAUD_ALERTS,
                terms(subject, grantedAt, expiresAt, detail, minSeverity, dice));
    }

    private static SampleConsent withdrawal(SampleConsent grant, Instant at) {
        return new SampleConsent(
                at, grant.bankId(), grant.subjectRef(), grant.purpose(), grant.version() + 1, null);
    }

    private static SampleConsent publish(
            Subject subject, String purpose, SampleConsent.Terms terms) {
        return new SampleConsent(
                terms.grantedAt(), subject.bank.bankId(), subject.ref, purpose, 1, terms);
    }

    private static SampleConsent.Terms terms(
            Subject subject,
            Instant grantedAt,
            @Nullable Instant expiresAt,
            String detail,
            String minSeverity,
            Dice dice) {
        return new SampleConsent.Terms(
                String.format(Locale.ROOT, "Sample Person %04d", subject.number + 1),
                locale(subject, dice),
                subject.home.zone().getId(),
                detail,
                minSeverity,
                dice.chance(0.1),
                grantedAt,
                expiresAt);
    }

    private static String locale(Subject subject, Dice dice) {
        if (dice.chance(0.15)) {
            return "en";
        }
        return switch (subject.home.country()) {
            case "DE", "AT" -> "de";
            case "FR" -> "fr";
            case "ES" -> "es";
            default -> "en";
        };
    }

    /** Late enough that some alerts came before, early enough that some come after. */
    private Instant duringTheData(Dice dice) {
        double share = dice.between(0.35, FraudPlan.CONSENTS_ENDED - 0.05);
        return start.plusSeconds((long) (settings.days() * 86_400L * share));
    }
}
