package io.cardwatch.sample;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance from a seed: the same throws on every machine.
 *
 * <p>Bounded and shaped values are computed here from {@code nextLong} alone, with {@link
 * StrictMath}, because how a JDK derives them is not part of its specification. Dice made for
 * different purposes are independent, so one more card changes nothing about the others.
 */
final class Dice {
    private static final String LETTERS = "bcdfghjkmnpqrstvwxyz";

    private final SplittableRandom random;

    private Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    static Dice of(long seed, String purpose, long first, long second) {
        long mixed = mix(seed);
        mixed = mix(mixed ^ purpose.hashCode());
        mixed = mix(mixed ^ first);
        return new Dice(mix(mixed ^ second));
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A value from 0 to just under 1. */
    double unit() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** A whole number from {@code first} to {@code last}, both possible. */
    int between(int first, int last) {
        return first + (int) (unit() * (last - first + 1));
    }

    double between(double from, double to) {
        return from + unit() * (to - from);
    }

    <T> T pick(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }

    /** A value around a median, with a long tail upwards. */
    double around(double median, double spread) {
        double radius = StrictMath.sqrt(-2.0 * StrictMath.log(1.0 - unit()));
        double normal = radius * StrictMath.cos(2.0 * StrictMath.PI * unit());
        return median * StrictMath.exp(spread * normal);
    }

    /** How often something that happens {@code mean} times on average happens this time. */
    int count(double mean) {
        double floor = StrictMath.exp(-mean);
        int count = 0;
        for (double product = unit(); product > floor; product *= unit()) {
            count++;
        }
        return count;
    }

    /** A name that means nothing; letters only, so that it can never look like a card number. */
    String letters(int length) {
        StringBuilder name = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            name.append(LETTERS.charAt(between(0, LETTERS.length() - 1)));
        }
        return name.toString();
    }
}
