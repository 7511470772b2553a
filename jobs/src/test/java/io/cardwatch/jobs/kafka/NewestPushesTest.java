package io.cardwatch.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.operator.RulesPush;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of a rules topic that only grows. */
class NewestPushesTest {
    private final NewestPushes pushes = new NewestPushes(Set.of("north"));

    @Test
    void shouldKeepTheNewestFewOfEachBankHoweverManyComeForOthers() {
        pushes.add(push(0, "north"));
        for (long sequence = 1; sequence <= 1_000; sequence++) {
            pushes.add(push(sequence, null));
        }

        assertThat(pushes.all())
                .extracting(RulesPush::sequence)
                .containsExactlyElementsOf(
                        LongStream.concat(
                                        LongStream.of(0),
                                        LongStream.rangeClosed(1_001 - NewestPushes.KEPT, 1_000))
                                .boxed()
                                .toList());
    }

    @Test
    void shouldKeepNothingThatTheJobCannotBeJudgedBy() {
        pushes.add(push(0, "elsewhere"));
        pushes.add(new RulesPush(1, null, "rules-0@1", null, "rules-0@1: no push"));

        assertThat(pushes.all()).isEmpty();
    }

    private static RulesPush push(long sequence, @Nullable String bankId) {
        return new RulesPush(sequence, bankId, "rules.yaml", "text", null);
    }
}
