package io.cardwatch.sample;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a month or so of card events, what is true about them, and what their people consented to.
 *
 * <p>No clock and no setting of the machine has a say: equal settings give equal data. Memory grows
 * with the number of cards, not of days.
 */
public final class SampleGenerator {
    /** The clocks of the sample's cities are apart by no more than this. */
    private static final Duration CLOCKS_APART = Duration.ofHours(14);

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
        Labelling labelling = new Labelling(settings);
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
                    feed.send(event, labelling.of(event));
                }
            }
        }
        feed.advanceTo(end());
    }

    private Instant end() {
        return midnight(settings.days());
    }

    private Instant midnight(int day) {
        return settings.start().plusDays(day).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
