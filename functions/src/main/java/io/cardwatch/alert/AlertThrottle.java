package io.cardwatch.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an event that reached the threshold becomes an alert now: cooldown first, then
 * budget.
 *
 * <p><b>Cooldown</b> is kept per card and rule. A cooled rule still scores with others: the caller
 * sums the scores of all firing rules, cooled ones included, and asks only for events that reach
 * the threshold. The event is held back when every rule that speaks for the alert (score above
 * zero) is cooling on that card; a rule with a score of zero or less speaks against it and lifts no
 * cooldown. When an alert is made, every rule that spoke for it starts its cooldown anew. An event
 * that is held back starts and prolongs nothing, so a long burst alerts once per cooldown rather
 * than once.
 *
 * <p><b>Snoozed</b> is a rule on a card whose cardholder said of an earlier alert of it that it was
 * them. It counts as a cooling one; a rule that is neither lifts both.
 *
 * <p><b>Budget</b> is kept per cardholder and local day. A day opens with its first alert, in the
 * zone that the cardholder's consent names then, and ends at that zone's next midnight; moving to
 * another zone within it opens no second one. An alert decided on a clock that went back counts
 * into the day that is open.
 *
 * <p>Pure: the state goes in and comes out.
 */
public final class AlertThrottle {
    private AlertThrottle() {}

    /**
     * What was decided.
     *
     * @param state the state to keep from now on, already pruned
     * @param reason why there is no alert, or null where there is one
     */
    public record Verdict(ThrottleState state, @Nullable ThrottleReason reason) {
        /** Whether the event becomes an alert. */
        public boolean admitted() {
            return reason == null;
        }
    }

    /**
     * Decides on an event whose findings reach the threshold.
     *
     * @param state what is remembered of the cardholder
     * @param cardHash the caller's keyed hash of bank and card, without a slash
     * @param findings all rules that fired
     * @param snoozed the rules among them that the cardholder's answers hold back on that card
     * @param cooldown how long a rule cools after it alerted; zero for none
     * @param budgetPerDay how many alerts a day; {@code Integer.MAX_VALUE} for no bound
     * @param now the job's clock
     * @param zone the cardholder's time zone
     */
    public static Verdict admit(
            ThrottleState state,
            String cardHash,
            List<Finding> findings,
            Set<String> snoozed,
            Duration cooldown,
            int budgetPerDay,
            Instant now,
            ZoneId zone) {
        ThrottleState current = state.prune(now);
        if (allHeldBack(current, cardHash, findings, Set.of())) {
            return new Verdict(current, ThrottleReason.COOLDOWN);
        }
        if (allHeldBack(current, cardHash, findings, snoozed)) {
            return new Verdict(current, ThrottleReason.SNOOZED);
        }
        if (current.budgetUsed() >= budgetPerDay) {
            return new Verdict(current, ThrottleReason.BUDGET);
        }
        Map<String, Long> cooledUntil =
                startCooldown(current.cooledUntil(), cardHash, findings, cooldown, now);
        if (budgetPerDay == Integer.MAX_VALUE) {
            return new Verdict(new ThrottleState(cooledUntil, 0, 0), null);
        }
        long dayEndsAt = current.budgetUsed() > 0 ? current.budgetEndsAt() : endOfDay(now, zone);
        return new Verdict(
                new ThrottleState(cooledUntil, dayEndsAt, current.budgetUsed() + 1), null);
    }

    private static boolean allHeldBack(
            ThrottleState state, String cardHash, List<Finding> findings, Set<String> snoozed) {
        return findings.stream()
                .filter(finding -> finding.score() > 0)
                .allMatch(
                        finding ->
                                snoozed.contains(finding.ruleId())
                                        || state.cooledUntil().containsKey(key(cardHash, finding)));
    }

    private static Map<String, Long> startCooldown(
            Map<String, Long> cooling,
            String cardHash,
            List<Finding> findings,
            Duration cooldown,
            Instant now) {
        if (cooldown.isZero()) {
            return cooling;
        }
        Map<String, Long> started = new HashMap<>(cooling);
        long until = now.plus(cooldown).toEpochMilli();
        for (Finding finding : findings) {
            if (finding.score() > 0) {
                started.merge(key(cardHash, finding), until, Math::max);
            }
        }
        return started;
    }

    private static String key(String cardHash, Finding finding) {
        return cardHash + "/" + finding.ruleId();
    }

    private static long endOfDay(Instant now, ZoneId zone) {
        return now.atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
    }
}
