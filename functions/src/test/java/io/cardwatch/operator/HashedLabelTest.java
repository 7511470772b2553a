package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.engine.LabelInFlight;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelKeys;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.RuleFileException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashedLabelTest {
    private static final Instant WHEN = TestingJob.NOON;
    private static final String MERCHANT = "merchant_canary_9";

    private final EnginePlan plan;
    private final LabelInFlight named;

    HashedLabelTest() throws RuleFileException {
        plan = TestingJob.rules().plan();
        named =
                plan.load(
                        new Label(
                                "northbank",
                                "e",
                                TestingJob.CARD,
                                MERCHANT,
                                null,
                                WHEN,
                                true,
                                WHEN),
                        TestingJob.HASHER);
    }

    @Test
    void shouldBeLearnedFromAsOneThatNamesItsEvent() {
        LabelInFlight hashed =
                plan.load(
                        Label.of("northbank", keys(TestingJob.HASHER), WHEN, true, WHEN),
                        TestingJob.HASHER);
        assertThat(hashed.eventIdHash()).isEqualTo(named.eventIdHash());
        assertThat(hashed.fraud()).isTrue();
        assertThat(hashed.dimensions()).isEqualTo(2);
        for (int dimension = 0; dimension < hashed.dimensions(); dimension++) {
            assertThat(hashed.key(dimension)).isNotNull().isEqualTo(named.key(dimension));
        }
    }

    @Test
    void shouldFindNothingWhereItWasMadeUnderAnotherSecret() {
        KeyHasher other = new KeyHasher("another secret, as long".getBytes(StandardCharsets.UTF_8));
        LabelInFlight hashed =
                plan.load(Label.of("northbank", keys(other), WHEN, true, WHEN), TestingJob.HASHER);
        assertThat(hashed.cardKey()).isNotEqualTo(named.cardKey());
        assertThat(hashed.eventIdHash()).isNotEqualTo(named.eventIdHash());
    }

    private static LabelKeys keys(KeyHasher hasher) {
        return new LabelKeys(
                HexFormat.of().toHexDigits(hasher.eventId("northbank", "e")),
                hasher.key(KeyDimension.CARD, "northbank", TestingJob.CARD).hex(),
                hasher.key(KeyDimension.MERCHANT, "northbank", MERCHANT).hex(),
                null);
    }
}
