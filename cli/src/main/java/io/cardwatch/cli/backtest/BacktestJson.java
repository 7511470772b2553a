package io.cardwatch.cli.backtest;

import io.cardwatch.json.RecordCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A backtest's result as JSON, names as in {@link BacktestResult}, absent figures left out. */
public final class BacktestJson {
    private static final RecordCodec<BacktestResult> CODEC =
            new RecordCodec<>(BacktestResult.class);

    private BacktestJson() {}

    /** Writes a result to a file. */
    public static void write(BacktestResult result, Path file) throws IOException {
        Files.write(file, CODEC.encode(result));
    }

    /** The result as JSON. */
    public static byte[] encode(BacktestResult result) {
        return CODEC.encode(result);
    }
}
