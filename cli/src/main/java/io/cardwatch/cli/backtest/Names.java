package io.cardwatch.cli.backtest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for names, in the order in which they came up; past a bound all get the last one. */
final class Names {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final int most;
    private final String others;

    /**
     * Without a name yet.
     *
     * @param most how many get a number of their own
     * @param others the name of all further ones
     */
    Names(int most, String others) {
        this.most = most;
        this.others = others;
    }

    int number(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (names.size() < most) {
            names.add(name);
            numbers.put(name, names.size() - 1);
            return names.size() - 1;
        }
        if (names.size() == most) {
            names.add(others);
        }
        return most;
    }

    String name(int number) {
        return names.get(number);
    }

    int size() {
        return names.size();
    }
}
