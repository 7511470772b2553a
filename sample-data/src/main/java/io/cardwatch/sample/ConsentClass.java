package io.cardwatch.sample;

import java.util.List;

/** What somebody decided about fraud alerts, and so what must become of theirs. */
public enum ConsentClass {
    /** Opted in, and may be told amount and merchant. */
    DETAILED,
    /** Opted in to the least: no amount, no merchant. */
    MINIMAL,
    /** Opted in to high severity and above only. */
    HIGH_ONLY,
    /** Opted in before the first day, and out again while the data runs. */
    WITHDRAWN,
    /** Opted in until a day that comes too early. */
    EXPIRED,
    /** Opted in to something else. */
    WRONG_PURPOSE,
    /** Never said anything. */
    MISSING;

    /** Most people said yes; a turn of this wheel holds every class. */
    private static final List<ConsentClass> WHEEL =
            List.of(
                    DETAILED,
                    MINIMAL,
                    DETAILED,
                    MISSING,
                    DETAILED,
                    WITHDRAWN,
                    MINIMAL,
                    DETAILED,
                    EXPIRED,
                    HIGH_ONLY,
                    DETAILED,
                    MINIMAL,
                    WRONG_PURPOSE,
                    DETAILED,
                    MISSING,
                    MINIMAL);

    /** Whose cards are defrauded: every class in turn, those that opted in most often. */
    private static final List<ConsentClass> VICTIMS =
            List.of(
                    DETAILED,
                    MISSING,
                    MINIMAL,
                    WITHDRAWN,
                    DETAILED,
                    EXPIRED,
                    MINIMAL,
                    DETAILED,
                    WRONG_PURPOSE,
                    HIGH_ONLY,
                    DETAILED);

    static ConsentClass ofSubject(int number) {
        return WHEEL.get(number % WHEEL.size());
    }

    static ConsentClass ofVictim(int number) {
        return VICTIMS.get(number % VICTIMS.size());
    }
}
