package io.cardwatch.cli.tune;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.FileProgress;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.cli.replay.LabelledEvent;
import io.cardwatch.cli.replay.Replay;
import io.cardwatch.cli.replay.ReplaySettings;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.engine.Admission;
import io.cardwatch.rule.TunableRules;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** One pass over the events: their matrix, and how many there are when. */
final class TrainingData {
    private static final int STRIDE = 4_096;
    private static final long MINUTE = 60_000;

    private final FeatureMatrix matrix;
    private final TreeMap<Long, int[]> minutes = new TreeMap<>();

    private TrainingData(FeatureMatrix matrix) {
        this.matrix = matrix;
    }

    /**
     * Reads all events of a source.
     *
     * @param mostBytes how large the matrix may become
     * @throws InterruptedException where the thread is interrupted
     */
    static TrainingData read(
            TunableRules file,
            ReplaySource source,
            ReplaySettings settings,
            long mostBytes,
            FileProgress progress)
            throws CommandFailure, IOException, InterruptedException {
        TrainingData data = new TrainingData(new FeatureMatrix(file, mostBytes));
        Replay replay = new Replay(file.compiled(), settings);
        long events = 0;
        for (LabelledEvent event = source.next(); event != null; event = source.next()) {
            data.add(replay.judge(event), settings);
            if (++events % STRIDE == 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                progress.at(source.bytesRead(), events);
            }
        }
        return data;
    }

    private void add(JudgedEvent judged, ReplaySettings settings) {
        Instant time = judged.event().eventTime();
        boolean admitted = judged.admission() == Admission.ADMITTED;
        if (!admitted && judged.admission() != Admission.LATE) {
            return;
        }
        byte kind = kind(judged);
        if (judged.measured()) {
            int[] counts =
                    minutes.computeIfAbsent(
                            Math.floorDiv(time.toEpochMilli(), MINUTE), unused -> new int[2]);
            counts[0]++;
            counts[1] += kind == FeatureMatrix.FRAUD ? 1 : 0;
        } else if (settings.until() != null && !time.isBefore(settings.until())) {
            return;
        }
        if (admitted) {
            matrix.add(judged.event(), judged.features(), time.toEpochMilli(), kind);
        } else if (kind == FeatureMatrix.FRAUD) {
            matrix.addMissed(judged.event(), time.toEpochMilli());
        }
    }

    private static byte kind(JudgedEvent judged) {
        Boolean fraud = judged.fraud();
        if (!judged.measured()) {
            return FeatureMatrix.UNMEASURED;
        } else if (fraud == null) {
            return FeatureMatrix.UNKNOWN;
        }
        return fraud ? FeatureMatrix.FRAUD : FeatureMatrix.HONEST;
    }

    FeatureMatrix matrix() {
        return matrix;
    }

    /** When the first measured event happened, to the minute; {@code until} where there is none. */
    Instant first(Instant until) {
        return minutes.isEmpty() ? until : Instant.ofEpochMilli(minutes.firstKey() * MINUTE);
    }

    /** The minute before which a share of the measured events happened. */
    Instant after(double share) {
        long all = minutes.values().stream().mapToLong(counts -> counts[0]).sum();
        long before = 0;
        for (Map.Entry<Long, int[]> minute : minutes.entrySet()) {
            if (before >= share * all) {
                return Instant.ofEpochMilli(minute.getKey() * MINUTE);
            }
            before += minute.getValue()[0];
        }
        return minutes.isEmpty()
                ? Instant.EPOCH
                : Instant.ofEpochMilli((minutes.lastKey() + 1) * MINUTE);
    }

    /** How many frauds were measured before a time, and from then on. */
    long[] frauds(Instant split) {
        long[] frauds = new long[2];
        minutes.forEach(
                (minute, counts) ->
                        frauds[minute * MINUTE < split.toEpochMilli() ? 0 : 1] += counts[1]);
        return frauds;
    }
}
