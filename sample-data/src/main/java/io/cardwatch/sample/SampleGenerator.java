package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a month or so of card events, what is true about them, and what their people consented to.
 *
 * <p>No clock and no setting of the machine has a say: equal settings give equal data. Memory grows
 * with the number of cards, not of days.
 */
public final class SampleGenerator {
    /** The clocks of the sample's cities are apart by no more than this. */
    private static final Duration CLOCKS_APART = Duration.ofHours(14);

    /** Whoever complains does so within this; then the rest is known to be honest. */
    private static final Duration TIME_TO_COMPLAIN = Duration.ofDays(7);

    /** Of so much of the honest events nobody ever says anything. */
    private static final double UNKNOWN = 0.02;

    private final GeneratorSettings settings;
    private final SampleSink sink;

    private SampleGenerator(GeneratorSettings settings, SampleSink sink) {
        this.settings = settings;
        this.sink = sink;
    }

    /** Generates everything into the sink. */
    public static void generate(GeneratorSettings settings, SampleSink sink) throws IOException {
        new SampleGenerator(settings, sink).run();
    }

    private void run() throws IOException {
        Marketplace marketplace = new Marketplace(settings);
        Population population = new Population(settings, marketplace);
        for (SampleConsent consent : new ConsentHistory(settings).of(population.subjects)) {
            sink.consent(consent);
        }
        HonestLife honestLife = new HonestLife(settings, marketplace);
        FraudPlan plan = new FraudPlan(settings, population, marketplace, honestLife);
        Fraudster fraudster = new Fraudster(settings, marketplace);
        FeedSimulator feed = new FeedSimulator(settings, sink);
        for (int day = 0; day < settings.days(); day++) {
            // Nothing of this day or a later one happens before this, wherever in the world.
            feed.advanceTo(midnight(day).minus(CLOCKS_APART));
            for (Card card : population.cards) {
                List<SampleEvent> honest = honestLife.day(card, day);
                List<SampleEvent> events = new ArrayList<>(honest);
                for (FraudIncident incident : plan.of(card, day)) {
                    events.addAll(fraudster.commit(incident, honest));
                }
                for (SampleEvent event : events) {
                    feed.send(event, label(event));
                }
            }
        }
        feed.advanceTo(end());
    }

    private @Nullable SampleLabel label(SampleEvent sample) {
        CardEvent event = sample.event();
        boolean payment =
                event.messageType() == MessageType.AUTHORISATION
                        || event.messageType() == MessageType.ADVICE;
        Dice dice = Dice.of(settings.seed(), "label " + event.eventId(), 0, 0);
        boolean fraud = sample.fraud() != null;
        if (!payment || (!fraud && dice.chance(UNKNOWN))) {
            return null;
        }
        Duration known =
                fraud
                        ? Duration.ofMinutes(dice.between(8 * 60, 7 * 24 * 60))
                        : TIME_TO_COMPLAIN.plusMinutes(dice.between(0, 24 * 60));
        return new SampleLabel(
                event.bankId(),
                event.eventId(),
                event.cardRef(),
                event.merchantId(),
                event.terminalId(),
                event.eventTime(),
                fraud,
                event.eventTime().plus(known),
                sample.fraud());
    }

    private Instant end() {
        return midnight(settings.days());
    }

    private Instant midnight(int day) {
        return settings.start().plusDays(day).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
