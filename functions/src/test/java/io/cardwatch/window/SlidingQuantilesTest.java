package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingQuantilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"uniform", "skewed", "one", "zeros", "small"})
    void shouldBeWithinItsAccuracyWhileSlotsPass(String kind) throws IOException {
        Random random = new Random(11);
        SlidingQuantiles histogram = new SlidingQuantiles();
        ArrayDeque<long[]> slots = new ArrayDeque<>();
        for (long slot = -100; slot < 300; slot++) {
            if (slots.size() == Buckets.SLOTS) {
                histogram.forget(slot - Buckets.SLOTS);
                slots.remove();
            }
            long[] amounts =
                    LongStream.generate(() -> amount(kind, random))
                            .limit(random.nextInt(40))
                            .toArray();
            for (long amount : amounts) {
                histogram.add(amount, slot, 1);
            }
            slots.add(amounts);
            long[] held = slots.stream().flatMapToLong(LongStream::of).toArray();
            if (slot % 50 == 0) {
                histogram = roundTrip(histogram, slot);
            }
            for (double quantile : new double[] {0.0, 0.01, 0.5, 0.75, 0.99, 1.0}) {
                double exact = Quantile.of(held, held.length, quantile);
                assertThat(histogram.quantile(quantile, Entry.NO_AMOUNT))
                        .as("%s of %s", quantile, kind)
                        .isBetween(0.9499 * exact, 1.0501 * exact);
            }
        }
    }

    @Test
    void shouldLeaveOneAmountOut() {
        SlidingQuantiles histogram = new SlidingQuantiles();
        histogram.add(0, 7, 1);
        histogram.add(1_000, 7, 1);
        assertThat(histogram.quantile(0.5, 1_000)).isZero();
        assertThat(histogram.quantile(0.5, 0)).isBetween(950.0, 1_050.0);
        histogram.add(1_000, 7, -1);
        assertThat(histogram.quantile(1.0, Entry.NO_AMOUNT)).isZero();
        assertThat(histogram.quantile(1.0, 0)).isNaN();
    }

    @Test
    void shouldKeepTheGreatestApartWhereThereAreTooMany() throws IOException {
        SlidingQuantiles histogram = new SlidingQuantiles();
        for (long amount = 1; amount < 1L << 50; amount += amount / 16 + 1) {
            histogram.add(amount, 7, 1);
        }
        double most = 1L << 50;
        assertThat(histogram.quantile(1.0, Entry.NO_AMOUNT)).isBetween(0.88 * most, 1.05 * most);
        assertThat(histogram.quantile(0.0, Entry.NO_AMOUNT)).isBetween(most / 4e8, most / 1e8);
        assertThat(bytes(histogram, 7).length).isLessThan(SlidingQuantiles.MOST_BINS + 100);
    }

    private static long amount(String kind, Random random) {
        return switch (kind) {
            case "uniform" -> 1_000 + random.nextInt(1_000_000);
            case "skewed" -> Math.round(Math.exp(7 + 1.5 * random.nextGaussian()));
            case "one" -> 4_200;
            case "zeros" -> random.nextInt(3) == 0 ? 900 : 0;
            default -> 1 + random.nextInt(20);
        };
    }

    private static SlidingQuantiles roundTrip(SlidingQuantiles histogram, long newest)
            throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(bytes(histogram, newest)));
        SlidingQuantiles read = SlidingQuantiles.read(in, newest - 64, newest);
        assertThat(in.read()).isEqualTo(-1);
        read.restored();
        return read;
    }

    private static byte[] bytes(SlidingQuantiles histogram, long newest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        histogram.write(new DataOutputStream(bytes), newest - 64, newest);
        return bytes.toByteArray();
    }
}
