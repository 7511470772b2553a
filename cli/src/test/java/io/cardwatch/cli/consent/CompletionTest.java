package io.cardwatch.cli.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.erasure.ErasureStep;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CompletionTest {
    private final Completion completion = new Completion("id");

    @Test
    void shouldWaitForEveryStepAndEveryKeyOfIt() {
        assertThat(completion.missing()).containsExactly(ErasureStep.values());
        add("id", ErasureStep.GATE, 0, 1, null);
        add("id", ErasureStep.DELIVERY, 0, 1, null);
        add("id", ErasureStep.OUTCOMES, 0, 1, null);
        add("id", ErasureStep.FEATURES, 0, 2, 9L);
        assertThat(completion.missing()).containsExactly(ErasureStep.FEATURES);
        add("id", ErasureStep.FEATURES, 0, 2, 9L);
        assertThat(completion.missing()).as("a repetition").isNotEmpty();
        add("id", ErasureStep.FEATURES, 1, 2, 9L);
        assertThat(completion.missing()).isEmpty();
        assertThat(completion.reports()).hasSize(5);
        assertThat(completion.sharedFor()).isEqualTo(Duration.ofMillis(9));
    }

    @Test
    void shouldPassOverOtherErasures() {
        add("other", ErasureStep.GATE, 0, 1, null);
        assertThat(completion.reports()).isEmpty();
        assertThat(completion.sharedFor()).isNull();
    }

    private void add(String id, ErasureStep step, int part, int parts, @Nullable Long shared) {
        completion.add(new ErasureStatus(id, step, 0, part, parts, 1, Instant.EPOCH, shared));
    }
}
