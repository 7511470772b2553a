package io.cardwatch.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spreads what the rules of a set need of single values over the 128 bits of a signature.
 *
 * <p>Each question about a feature or field gets bits by how often it is asked. The bits of a
 * number are levels among the set's thresholds, from the laxest on: a rule needs those up to its
 * own threshold. A missing value has all its bits on, since it makes no condition false.
 */
final class RuleSignatures {
    private static final int WORDS = 2;
    private static final int BITS = WORDS * Long.SIZE;

    /** Texts of one field; with more of them the method would outgrow what the JVM compiles. */
    private static final int MOST_TEXTS = 200;

    /**
     * A rule's bits.
     *
     * @param rarestBit the one that is probably off most often, or -1 where the rule has none
     */
    record Signature(int rule, long first, long second, int rarestBit) {}

    /** A test that stands for one bit. */
    record Bit(int place, Conjunct test) {}

    private record IndexedRule(int rule, List<Conjunct> conjuncts) {}

    private final List<IndexedRule> rules = new ArrayList<>();
    private final Map<Conjunct.Question, List<Bit>> bits = new LinkedHashMap<>();

    /** Adds a rule. */
    void add(int rule, Term condition) {
        rules.add(new IndexedRule(rule, Conjunct.of(condition)));
    }

    /** Hands out the bits, once all rules are there. */
    List<Signature> assign() {
        Map<Conjunct.Question, List<Conjunct>> asked = new LinkedHashMap<>();
        for (IndexedRule rule : rules) {
            for (Conjunct conjunct : rule.conjuncts) {
                asked.computeIfAbsent(conjunct.question(), unused -> new ArrayList<>())
                        .add(conjunct);
            }
        }
        List<List<Conjunct>> questions = new ArrayList<>(asked.values());
        // What is asked most often comes first, so that no question of weight goes without a bit.
        questions.sort(Comparator.comparing(all -> -all.size()));
        int place = 0;
        int conjuncts = questions.stream().mapToInt(List::size).sum();
        for (List<Conjunct> all : questions) {
            int left = BITS - place;
            int share = Math.round((float) left * all.size() / conjuncts);
            List<Bit> levels = new ArrayList<>();
            for (Conjunct test : levels(all, Math.min(left, Math.max(1, share)))) {
                levels.add(new Bit(place, test));
                place++;
            }
            bits.put(all.get(0).question(), levels);
            conjuncts -= all.size();
        }
        return rules.stream().map(this::signature).toList();
    }

    /** At most that many tests, each at least as lax as every conjunct that will need it. */
    private static List<Conjunct> levels(List<Conjunct> all, int most) {
        if (most == 0) {
            return List.of();
        }
        Conjunct.Question question = all.get(0).question();
        return switch (question.kind()) {
            case TRUE, FALSE -> List.of(all.get(0));
            case AT_LEAST, AT_MOST -> {
                Comparator<Double> laxestFirst = Comparator.naturalOrder();
                List<Double> bounds =
                        all.stream()
                                .map(Conjunct::bound)
                                .distinct()
                                .sorted(
                                        question.kind() == Conjunct.Kind.AT_LEAST
                                                ? laxestFirst
                                                : laxestFirst.reversed())
                                .toList();
                int count = Math.min(most, bounds.size());
                List<Conjunct> levels = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    double bound = bounds.get(i * bounds.size() / count);
                    levels.add(new Conjunct(question, bound, Set.of()));
                }
                yield levels;
            }
            case AMONG ->
                    textLevels(all, most).stream()
                            .map(texts -> new Conjunct(question, 0.0, texts))
                            .toList();
        };
    }

    /** The sets of texts that are asked for, those past the last bit in one. */
    private static List<Set<String>> textLevels(List<Conjunct> all, int most) {
        List<Set<String>> levels = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Set<String> texts : all.stream().map(Conjunct::texts).distinct().toList()) {
            known.addAll(texts);
            if (known.size() > MOST_TEXTS) {
                break;
            } else if (levels.size() < most) {
                levels.add(texts);
            } else {
                Set<String> rest = new HashSet<>(levels.get(most - 1));
                rest.addAll(texts);
                levels.set(most - 1, rest);
            }
        }
        return levels;
    }

    private Signature signature(IndexedRule rule) {
        long[] words = new long[WORDS];
        int rarest = -1;
        double bestChance = Double.POSITIVE_INFINITY;
        for (Conjunct conjunct : rule.conjuncts) {
            List<Bit> levels = bits.getOrDefault(conjunct.question(), List.of());
            for (int level = 0; level < levels.size(); level++) {
                Bit bit = levels.get(level);
                if (implies(conjunct, bit.test)) {
                    words[bit.place / Long.SIZE] |= 1L << bit.place;
                    double chance = rank(conjunct) + 1.0 / (level + 2);
                    if (chance < bestChance) {
                        bestChance = chance;
                        rarest = bit.place;
                    }
                }
            }
        }
        return new Signature(rule.rule, words[0], words[1], rarest);
    }

    /** Whether nothing satisfies the conjunct but what satisfies the test. */
    private static boolean implies(Conjunct conjunct, Conjunct test) {
        return switch (test.question().kind()) {
            case TRUE, FALSE -> true;
            case AT_LEAST -> conjunct.bound() >= test.bound();
            case AT_MOST -> conjunct.bound() <= test.bound();
            case AMONG -> test.texts().containsAll(conjunct.texts());
        };
    }

    /** A guess of how often such a question is answered with yes: the lower, the more seldom. */
    private static int rank(Conjunct conjunct) {
        boolean feature = conjunct.question().field() == null;
        return switch (conjunct.question().kind()) {
            case AT_LEAST -> feature ? 0 : 2;
            case AMONG -> 1;
            case AT_MOST, TRUE, FALSE -> 3;
        };
    }

    /** The Java methods that make an event's signature. */
    String source(JavaConstants constants) {
        SignatureSource source = new SignatureSource(constants);
        for (int word = 0; word < WORDS; word++) {
            source.open(word);
            for (Map.Entry<Conjunct.Question, List<Bit>> entry : bits.entrySet()) {
                int current = word;
                List<Bit> levels =
                        entry.getValue().stream()
                                .filter(bit -> bit.place / Long.SIZE == current)
                                .toList();
                if (!levels.isEmpty()) {
                    source.add(entry.getKey(), levels);
                }
            }
            source.close();
        }
        return source.toString();
    }
}
