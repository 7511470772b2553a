package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LongLongMapTest {
    @Property(tries = 300)
    void shouldHoldWhatAHashMapHolds(
            @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 4_000) Integer> operations) {
        LongLongMap map = new LongLongMap();
        Map<Long, Long> expected = new HashMap<>();
        for (int operation : operations) {
            // Keys that share their low bits, so that they contend for places.
            long key = 1 + (operation / 4 % 40) * 8L;
            switch (operation % 4) {
                case 0 -> {
                    map.put(key, operation);
                    expected.put(key, (long) operation);
                }
                case 1 -> {
                    map.add(key, 1);
                    expected.merge(key, 1L, (a, b) -> a + b == 0 ? null : a + b);
                }
                case 2 -> {
                    if (expected.containsKey(key)) {
                        map.add(key, -expected.get(key));
                        expected.remove(key);
                    }
                }
                default -> {
                    if (operation % 32 == 3) {
                        map.removeUpTo(operation);
                        expected.values().removeIf(value -> value <= operation);
                    }
                }
            }
            assertThat(map.size()).isEqualTo(expected.size());
            expected.forEach((k, v) -> assertThat(map.get(k, Long.MIN_VALUE)).isEqualTo(v));
        }
    }
}
