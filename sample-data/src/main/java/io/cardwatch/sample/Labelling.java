package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes known of the payments: all fraud, since its victims complain, and the honest ones
 * that a bank looked into. Of the rest nobody ever hears.
 */
final class Labelling {
    private static final double LARGE_EUROS = 250;

    private final GeneratorSettings settings;

    Labelling(GeneratorSettings settings) {
        this.settings = settings;
    }

    /** The event's label, or null where nobody finds out. */
    @Nullable SampleLabel of(SampleEvent sample) {
        CardEvent event = sample.event();
        boolean payment =
                event.messageType() == MessageType.AUTHORISATION
                        || event.messageType() == MessageType.ADVICE;
        if (!payment) {
            return null;
        }
        Dice dice = Dice.of(settings.seed(), "label " + event.eventId(), 0, 0);
        if (sample.fraud() != null) {
            return label(sample, Duration.ofMinutes(dice.between(8 * 60, 7 * 24 * 60)));
        }
        return dice.chance(lookedInto(event))
                ? label(sample, Duration.ofMinutes(dice.between(24 * 60, 4 * 24 * 60)))
                : null;
    }

    /** A bank asks about what is large, and about a little of the rest. */
    private static double lookedInto(CardEvent event) {
        if (Money.euros(event) >= LARGE_EUROS) {
            return 0.6;
        }
        return Boolean.FALSE.equals(event.cardPresent()) ? 0.04 : 0.01;
    }

    private static SampleLabel label(SampleEvent sample, Duration after) {
        CardEvent event = sample.event();
        return new SampleLabel(
                event.bankId(),
                event.eventId(),
                event.cardRef(),
                event.merchantId(),
                event.terminalId(),
                event.eventTime(),
                sample.fraud() != null,
                event.eventTime().plus(after),
                sample.fraud());
    }
}
