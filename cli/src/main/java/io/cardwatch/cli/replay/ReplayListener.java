package io.cardwatch.cli.replay;

/** Hears of each event as it is judged. */
@FunctionalInterface
public interface ReplayListener {
    /**
     * An event was judged.
     *
     * @param event valid until this returns
     */
    void judged(JudgedEvent event);
}
