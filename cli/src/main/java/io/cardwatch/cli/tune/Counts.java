package io.cardwatch.cli.tune;

/** What a choice of settings alerts on, by part of the measured time. */
final class Counts {
    final int[] frauds;
    final int[] honest;
    final int[] unknown;

    /** The amounts of the frauds among the alerts, in minor units. */
    final double[] money;

    Counts(int parts) {
        frauds = new int[parts];
        honest = new int[parts];
        unknown = new int[parts];
        money = new double[parts];
    }
}
