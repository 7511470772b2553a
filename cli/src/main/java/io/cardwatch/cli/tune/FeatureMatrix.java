package io.cardwatch.cli.tune;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.RuleMode;
import io.cardwatch.rule.TunableRule;
import io.cardwatch.rule.TunableRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What tuning has to know of the events, computed once: for every live rule what its tests came to,
 * and of each event its time, card, cardholder, truth and amount. Events that no rule can fire on,
 * for whatever numbers, take no room unless they are fraud.
 *
 * <p>Where it would outgrow its bound, every other card is dropped, as often as it takes: see
 * {@link #share()}. Tuning then looks at a sample of the cards, with all their events.
 */
final class FeatureMatrix {
    /** Honest. */
    static final byte HONEST = 0;

    /** Fraud. */
    static final byte FRAUD = 1;

    /** Nobody knows, so that it counts as an alert and as nothing else. */
    static final byte UNKNOWN = 2;

    /** Before the measured time: it fills cooldowns and budgets, and is not counted. */
    static final byte UNMEASURED = 3;

    private static final int FIRST_CAPACITY = 1_024;
    private static final int ROW_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES + 1 + Long.BYTES;

    private final long mostBytes;
    private final List<RuleColumns> rules = new ArrayList<>();
    private final double[][] values;
    private final Map<String, Integer> cards = new HashMap<>();
    private final Map<String, Integer> subjects = new HashMap<>();
    private int[] card = new int[0];
    private int[] subject = new int[0];
    private long[] time = new long[0];
    private long[] minor = new long[0];
    private byte[] truth = new byte[0];
    private int size;
    private int sampling;

    FeatureMatrix(TunableRules file, long mostBytes) {
        this.mostBytes = mostBytes;
        for (TunableRule rule : file.rules()) {
            rules.add(new RuleColumns(rule));
        }
        values = rules.stream().map(each -> new double[each.tests()]).toArray(double[][]::new);
    }

    /**
     * Takes in an event that was judged.
     *
     * @param features its feature vector
     * @param now the time that cooldowns and budgets go by, in milliseconds
     * @param kind {@link #HONEST}, {@link #FRAUD}, {@link #UNKNOWN} or {@link #UNMEASURED}
     */
    void add(CardEvent event, double[] features, long now, byte kind) {
        String cardKey = event.bankId() + '|' + event.cardRef();
        if (!isSampled(cardKey)) {
            return;
        }
        boolean any = kind == FRAUD;
        for (int rule = 0; rule < rules.size(); rule++) {
            any |= read(rule, event, features);
        }
        if (!any) {
            return;
        }
        addRow(event, cardKey, now, kind);
    }

    /** Takes in a fraud that no rule was asked about. */
    void addMissed(CardEvent event, long now) {
        String cardKey = event.bankId() + '|' + event.cardRef();
        if (isSampled(cardKey)) {
            addRow(event, cardKey, now, FRAUD);
        }
    }

    private void addRow(CardEvent event, String cardKey, long now, byte kind) {
        if (size == time.length) {
            resize(Math.max(FIRST_CAPACITY, size + size / 2));
        }
        String subjectKey = event.bankId() + '|' + event.subjectOrCard();
        card[size] = cards.computeIfAbsent(cardKey, unused -> cards.size());
        subject[size] = subjects.computeIfAbsent(subjectKey, unused -> subjects.size());
        time[size] = now;
        minor[size] = event.amountMinor();
        truth[size] = kind;
        size++;
        if (bytes() > mostBytes) {
            halve();
        }
    }

    private boolean read(int number, CardEvent event, double[] features) {
        RuleColumns columns = rules.get(number);
        TunableRule rule = columns.rule();
        if (rule.mode() != RuleMode.LIVE) {
            return false;
        }
        rule.condition().read(event, features, values[number]);
        if (!rule.condition().canHold(values[number])) {
            return false;
        }
        double score = rule.score().of(event, features);
        if (!Double.isFinite(score)) {
            return false;
        }
        columns.add(size, values[number], score);
        return true;
    }

    private void resize(int capacity) {
        card = Arrays.copyOf(card, capacity);
        subject = Arrays.copyOf(subject, capacity);
        time = Arrays.copyOf(time, capacity);
        minor = Arrays.copyOf(minor, capacity);
        truth = Arrays.copyOf(truth, capacity);
    }

    private long bytes() {
        long bytes = (long) size * ROW_BYTES;
        for (RuleColumns columns : rules) {
            bytes += (long) columns.size() * columns.width();
        }
        return bytes;
    }

    private void halve() {
        sampling++;
        boolean[] kept = new boolean[cards.size()];
        cards.forEach((key, number) -> kept[number] = isSampled(key));
        keep(row -> kept[card[row]]);
    }

    private boolean isSampled(String cardKey) {
        int mixed = cardKey.hashCode() * 0x9E3779B9;
        return (mixed >>> (32 - sampling) & ((1 << sampling) - 1)) == 0 || sampling == 0;
    }

    /** The matrix of the events before a time. */
    void keepBefore(long end) {
        keep(row -> time[row] < end);
    }

    private void keep(IntPredicate kept) {
        int[] renumbered = new int[size];
        int to = 0;
        for (int from = 0; from < size; from++) {
            renumbered[from] = kept.test(from) ? to++ : -1;
        }
        for (RuleColumns columns : rules) {
            columns.keep(row -> renumbered[row] >= 0, row -> renumbered[row]);
        }
        for (int from = 0; from < size; from++) {
            int row = renumbered[from];
            if (row >= 0) {
                card[row] = card[from];
                subject[row] = subject[from];
                time[row] = time[from];
                minor[row] = minor[from];
                truth[row] = truth[from];
            }
        }
        size = to;
        resize(to);
    }

    /** Which part of the cards it holds, from 0 to 1. */
    double share() {
        return 1.0 / (1 << sampling);
    }

    int size() {
        return size;
    }

    /** Frauds on which no rule can fire, for whatever numbers. */
    long unreachableFrauds() {
        boolean[] reached = new boolean[size];
        for (RuleColumns columns : rules) {
            for (int entry = 0; entry < columns.size(); entry++) {
                reached[columns.row(entry)] = true;
            }
        }
        return IntStream.range(0, size).filter(row -> truth[row] == FRAUD && !reached[row]).count();
    }

    int cards() {
        return cards.size();
    }

    int subjects() {
        return subjects.size();
    }

    /** The columns of every rule; empty for those that are not live. */
    List<RuleColumns> rules() {
        return rules;
    }

    int card(int row) {
        return card[row];
    }

    int subject(int row) {
        return subject[row];
    }

    /** In milliseconds. */
    long time(int row) {
        return time[row];
    }

    /** The amount in minor units. */
    long minor(int row) {
        return minor[row];
    }

    byte truth(int row) {
        return truth[row];
    }
}
