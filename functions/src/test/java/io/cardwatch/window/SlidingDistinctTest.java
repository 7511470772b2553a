package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingDistinctTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldBeRightForAHandfulOfValues(int values) {
        SlidingDistinct sketch = new SlidingDistinct();
        for (int i = 0; i < 1_000; i++) {
            sketch.add(hash(i % values), 7, 7);
        }
        assertThat(sketch.estimate()).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 10_000, 100_000, 1_000_000})
    void shouldEstimateManyValuesWithinThreeStandardErrors(int values) {
        SlidingDistinct sketch = new SlidingDistinct();
        for (int i = 0; i < values; i++) {
            sketch.add(hash(i), 7, 7);
        }
        assertThat(sketch.estimate()).isCloseTo(values, withinPercentage(14));
    }

    @Test
    void shouldForgetValuesWithTheirSlots() throws IOException {
        SlidingDistinct sketch = new SlidingDistinct();
        ArrayDeque<HashSet<Long>> slots = new ArrayDeque<>();
        int next = 0;
        for (long slot = -300; slot < 1_000; slot++) {
            sketch.forgetBefore(slot - 64, slot);
            HashSet<Long> here = new HashSet<>();
            int burst = slot % 200 < 20 ? 200 : 3;
            for (int i = 0; i < burst; i++) {
                here.add(hash(next++));
                here.add(hash(i));
            }
            long current = slot;
            here.forEach(value -> sketch.add(value, current, current));
            slots.add(here);
            if (slots.size() > 65) {
                slots.remove();
            }
            HashSet<Long> held = new HashSet<>();
            slots.forEach(held::addAll);
            assertThat(sketch.estimate()).isCloseTo(held.size(), withinPercentage(18));
            assertThat(roundTrip(sketch, slot).estimate()).isEqualTo(sketch.estimate());
        }
    }

    private static SlidingDistinct roundTrip(SlidingDistinct sketch, long newest)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sketch.write(new DataOutputStream(bytes), newest);
        byte[] written = bytes.toByteArray();
        return SlidingDistinct.read(new DataInputStream(new ByteArrayInputStream(written)), newest);
    }

    private static long hash(long value) {
        return Hashing.sipHash24().hashLong(value).asLong();
    }
}
