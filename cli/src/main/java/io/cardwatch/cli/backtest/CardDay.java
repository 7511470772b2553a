package io.cardwatch.cli.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A card on one date: what was said of it, and what was so. */
final class CardDay {
    private static final int[] NONE = new int[0];

    final Card card;
    final int day;

    /** The card's next older day that is open. */
    @Nullable CardDay older;

    /** How many of its events are known to be fraud or not. */
    private int knownEvents;

    /** Whether an alert was raised on a known event, or on an unknown one. */
    boolean alerted;

    boolean unknownAlerted;

    /** The highest score of its known events. */
    long score = Long.MIN_VALUE;

    final List<Fraud> frauds = new ArrayList<>(0);

    /** The rules that fired on known events, each once, and their highest scores there. */
    private int[] rules = NONE;

    private long[] ruleScores = new long[0];

    /** On how many known events each of them fired. */
    private int[] ruleEvents = NONE;

    /** The rules that fired on unknown events, each once. */
    private int[] rulesOnUnknown = NONE;

    /** A fraud: its money, its kind (-1 for none), and who spoke of it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Fraud(int currency, long minor, int scenario, boolean alerted, int[] rules) {
        boolean foundBy(int rule) {
            for (int each : rules) {
                if (each == rule) {
                    return true;
                }
            }
            return false;
        }
    }

    CardDay(Card card, int day) {
        this.card = card;
        this.day = day;
    }

    /** Takes in an event that is known to be fraud or not. */
    void know(long thousandths, boolean isAlerted) {
        knownEvents++;
        alerted |= isAlerted;
        score = Math.max(score, thousandths);
    }

    /** Whether any event of it is known to be fraud or not. */
    boolean isKnown() {
        return knownEvents > 0;
    }

    boolean isFraud() {
        return !frauds.isEmpty();
    }

    boolean isFraudOf(int scenario) {
        return frauds.stream().anyMatch(fraud -> fraud.scenario() == scenario);
    }

    void fired(int rule, long thousandths) {
        int place = place(rules, rule);
        if (place == rules.length) {
            rules = Arrays.copyOf(rules, place + 1);
            ruleScores = Arrays.copyOf(ruleScores, place + 1);
            ruleEvents = Arrays.copyOf(ruleEvents, place + 1);
            rules[place] = rule;
            ruleScores[place] = thousandths;
        } else {
            ruleScores[place] = Math.max(ruleScores[place], thousandths);
        }
        ruleEvents[place]++;
    }

    void firedOnUnknown(int rule) {
        int place = place(rulesOnUnknown, rule);
        if (place == rulesOnUnknown.length) {
            rulesOnUnknown = Arrays.copyOf(rulesOnUnknown, place + 1);
            rulesOnUnknown[place] = rule;
        }
    }

    int[] rules() {
        return rules;
    }

    int[] rulesOnUnknown() {
        return rulesOnUnknown;
    }

    /** The rule's highest score on a known event, where it is 0 if the rule did not fire. */
    long scoreOf(int rule) {
        int place = place(rules, rule);
        if (place == rules.length) {
            return 0;
        }
        return ruleEvents[place] < knownEvents ? Math.max(0, ruleScores[place]) : ruleScores[place];
    }

    private static int place(int[] list, int rule) {
        int place = 0;
        while (place < list.length && list[place] != rule) {
            place++;
        }
        return place;
    }
}
