package io.cardwatch.cli.tune;

/** A choice of settings and how good it is, over the whole training time and part by part. */
final class Point {
    /** How much worse a part may become without counting as worse. */
    private static final double NOISE = 1e-9;

    private final Settings settings;
    private final double value;
    private final double[] byPart;

    Point(Settings settings, Counts counts, Parts parts, Objective objective) {
        this.settings = settings;
        value = parts.value(counts, objective);
        byPart = new double[parts.count()];
        for (int part = 0; part < byPart.length; part++) {
            byPart[part] = parts.value(counts, part, objective);
        }
    }

    Settings settings() {
        return settings;
    }

    double value() {
        return value;
    }

    /** Whether this is better by so much, and not worse in most parts of the time. */
    boolean clearlyBetterThan(Point other, double gain) {
        if (value < other.value + gain) {
            return false;
        }
        int notWorse = 0;
        for (int part = 0; part < byPart.length; part++) {
            if (byPart[part] >= other.byPart[part] - NOISE) {
                notWorse++;
            }
        }
        return 2 * notWorse > byPart.length;
    }
}
