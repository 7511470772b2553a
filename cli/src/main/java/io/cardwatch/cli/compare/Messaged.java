package io.cardwatch.cli.compare;

import io.cardwatch.alert.Alert;
import io.cardwatch.cli.compare.Comparison.Day;
import io.cardwatch.cli.compare.Comparison.Most;
import io.cardwatch.cli.compare.Comparison.Reach;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Which customers each set messages on which date. Grows with the alerts. */
final class Messaged {
    private final ByDay before = new ByDay();
    private final ByDay after = new ByDay();

    private final List<On> gained = new ArrayList<>();
    private final List<On> lost = new ArrayList<>();

    /** A customer on a date. */
    private record On(Customer customer, LocalDate day) {
        static On of(Alert alert) {
            return new On(
                    new Customer(alert.bankId(), alert.subjectRef()),
                    alert.eventTime().atZone(ZoneOffset.UTC).toLocalDate());
        }
    }

    private record Customer(String bankId, String subjectRef) {}

    private static final class ByDay {
        private final Set<Customer> all = new HashSet<>();
        private final Map<LocalDate, Set<Customer>> days = new TreeMap<>();

        void add(@Nullable Alert alert) {
            if (alert != null) {
                On on = On.of(alert);
                all.add(on.customer());
                days.computeIfAbsent(on.day(), first -> new HashSet<>()).add(on.customer());
            }
        }

        long heard(List<On> alerts) {
            return alerts.stream().filter(each -> on(each.day()).contains(each.customer())).count();
        }

        Set<Customer> on(LocalDate day) {
            return days.getOrDefault(day, Set.of());
        }
    }

    void add(@Nullable Alert old, @Nullable Alert changed) {
        before.add(old);
        after.add(changed);
        if (old == null && changed != null) {
            gained.add(On.of(changed));
        } else if (old != null && changed == null) {
            lost.add(On.of(old));
        }
    }

    Reach reach() {
        Set<LocalDate> dates = new TreeSet<>(before.days.keySet());
        dates.addAll(after.days.keySet());
        Map<String, Day> days = new TreeMap<>();
        for (LocalDate date : dates) {
            days.put(
                    date.toString(),
                    new Day(
                            before.on(date).size(),
                            after.on(date).size(),
                            missing(after.on(date), before.on(date))));
        }
        return new Reach(
                before.all.size(),
                after.all.size(),
                missing(after.all, before.all),
                missing(before.all, after.all),
                before.heard(gained),
                after.heard(lost),
                most(days, Day::oldCustomers),
                most(days, Day::newCustomers),
                days);
    }

    private static long missing(Set<Customer> customers, Set<Customer> others) {
        return customers.stream().filter(customer -> !others.contains(customer)).count();
    }

    /** The first of the days with the most customers. */
    private static @Nullable Most most(Map<String, Day> days, ToLongFunction<Day> customers) {
        Most most = null;
        for (Map.Entry<String, Day> day : days.entrySet()) {
            long number = customers.applyAsLong(day.getValue());
            if (number > (most == null ? 0 : most.customers())) {
                most = new Most(day.getKey(), number);
            }
        }
        return most;
    }
}
