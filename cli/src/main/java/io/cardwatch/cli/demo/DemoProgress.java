package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.Terminal;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far the files have been fed: a bar on a terminal, a plain line per tenth elsewhere. */
final class DemoProgress implements AutoCloseable {
    private static final int PLAIN_STEP_PERCENT = 10;
    private static final int UPDATE_MILLIS = 100;

    private final Terminal terminal;
    private final long bytes;
    private final @Nullable ProgressBar bar;
    private int lastPercent;

    DemoProgress(Terminal terminal, long bytes) {
        this.terminal = terminal;
        this.bytes = Math.max(bytes, 1);
        bar = terminal.interactive() ? bar() : null;
    }

    private ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName("Feeding")
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
     * @param bytesFed how far the files have been read
     * @param events how many events are accounted for
     */
    void at(long bytesFed, long events) {
        if (bar != null) {
            bar.stepTo(Math.min(bytesFed, bytes));
            bar.setExtraMessage(String.format(Locale.ROOT, " %,d events", events));
            return;
        }
        int percent = (int) (Math.min(bytesFed, bytes) * 100 / bytes);
        if (percent >= lastPercent + PLAIN_STEP_PERCENT && percent < 100) {
            lastPercent = percent - percent % PLAIN_STEP_PERCENT;
            terminal.print(
                    String.format(Locale.ROOT, "Feeding  %d%%, %,d events", lastPercent, events));
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
