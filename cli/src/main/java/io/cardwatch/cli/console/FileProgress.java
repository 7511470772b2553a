package io.cardwatch.cli.console;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far files of events have been read: a bar on a terminal, a plain line per tenth elsewhere.
 */
public final class FileProgress implements AutoCloseable {
    private static final int PLAIN_STEP_PERCENT = 10;
    private static final int UPDATE_MILLIS = 100;

    private final String task;
    private final Terminal terminal;
    private final long bytes;
    private final @Nullable ProgressBar bar;
    private int lastPercent;

    /**
     * Starts at nothing.
     *
     * @param task what is done with the files, in one word
     * @param bytes how long they are together
     */
    public FileProgress(String task, Terminal terminal, long bytes) {
        this.task = task;
        this.terminal = terminal;
        this.bytes = Math.max(bytes, 1);
        bar = terminal.interactive() ? bar() : null;
    }

    private ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(bytes)
                .setUnit(" KB", 1024)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(
                        terminal.unicode()
                                ? ProgressBarStyle.UNICODE_BLOCK
                                : ProgressBarStyle.ASCII)
                .setConsumer(new StatusLine())
                .build();
    }

    /**
     * Shows how far it is.
     *
     * @param bytesRead how far the files have been read
     * @param events how many events are accounted for
     */
    public void at(long bytesRead, long events) {
        if (bar != null) {
            bar.stepTo(Math.min(bytesRead, bytes));
            bar.setExtraMessage(String.format(Locale.ROOT, " %,d events", events));
            return;
        }
        int percent = (int) (Math.min(bytesRead, bytes) * 100 / bytes);
        if (percent >= lastPercent + PLAIN_STEP_PERCENT && percent < 100) {
            lastPercent = percent - percent % PLAIN_STEP_PERCENT;
            terminal.print(
                    String.format(Locale.ROOT, "%s  %d%%, %,d events", task, lastPercent, events));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            terminal.status("");
        }
    }

    /** Draws the bar as the terminal's status line, so that messages can go above it. */
    private final class StatusLine implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return terminal.width() - 1;
        }

        @Override
        public void accept(String line) {
            terminal.status(line);
        }

        @Override
        public void close() {
            terminal.status("");
        }
    }
}
