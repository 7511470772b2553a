package io.cardwatch.operator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The counters of one subtask, all in the group {@code cardwatch}.
 *
 * <p>A labelled counter is made when its labels are first seen. Labels are names of ours (banks,
 * reasons, rules, channels), never values of an event.
 */
public final class CardwatchMetrics {
    public static final String GROUP = "cardwatch";

    public static final String EVENTS_IN = "events_in";
    public static final String EVENTS_REJECTED = "events_rejected";
    public static final String EVENTS_LATE = "events_late";
    public static final String EVENTS_DUPLICATE = "events_duplicate";
    public static final String RECORDS_BEHIND_WATERMARK = "records_behind_watermark";
    public static final String RECORDS_OUT_OF_ROOM = "records_out_of_room";
    public static final String RECORDS_EXPIRED = "records_expired";
    public static final String RECORDS_UNREADABLE = "records_unreadable";
    public static final String EVENTS_NOT_SCORED = "events_not_scored";
    public static final String EVENTS_SCORED = "events_scored";
    public static final String EVENTS_REVERSED = "events_reversed";
    public static final String REVERSALS_UNMATCHED = "reversals_unmatched";
    public static final String LABELS_LATE = "labels_late";
    public static final String LABELS_IN = "labels_in";
    public static final String LABELS_CLAMPED = "labels_clamped";
    public static final String LABELS_REJECTED = "labels_rejected";
    public static final String FEATURES_WARMING = "features_warming";
    public static final String FINDINGS_PAUSED = "findings_paused";
    public static final String RULES_ACCEPTED = "rules_accepted";
    public static final String RULES_REFUSED = "rules_refused";
    public static final String EVENTS_CLAMPED = "events_clamped";
    public static final String FINDINGS = "findings";
    public static final String RULES_NOT_APPLICABLE = "rules_not_applicable";
    public static final String EVENTS_BELOW_THRESHOLD = "events_below_threshold";
    public static final String ALERT_CANDIDATES = "alert_candidates";
    public static final String ALERTS = "alerts";
    public static final String ALERTS_SUPPRESSED = "alerts_suppressed";
    public static final String CONSENTS_APPLIED = "consents_applied";
    public static final String CONSENTS_REJECTED = "consents_rejected";
    public static final String CONSENT_PARTITIONS_READ = "consent_partitions_read";
    public static final String DELIVERIES = "deliveries";
    public static final String DELIVERIES_REFUSED = "deliveries_refused";
    public static final String ALERTS_REJECTED = "alerts_rejected";
    public static final String ALERTS_REPEATED = "alerts_repeated";

    /** Alerts whose cardholder was erased before they were delivered. */
    public static final String ALERTS_FORGOTTEN = "alerts_forgotten";

    public static final String ATTEMPTS_REJECTED = "attempts_rejected";
    public static final String RECEIPTS_REJECTED = "receipts_rejected";
    public static final String CONTROLS_REJECTED = "controls_rejected";
    public static final String ALERTS_DROPPED = "alerts_dropped";
    public static final String ALERTS_EXPIRED = "alerts_expired";
    public static final String ALERTS_UNDELIVERED = "alerts_undelivered";
    public static final String ALERTS_PENDING = "alerts_pending";
    public static final String SNOOZES_APPLIED = "snoozes_applied";
    public static final String OUTCOMES = "outcomes";
    public static final String OUTCOMES_REJECTED = "outcomes_rejected";
    public static final String ERASURES_REJECTED = "erasures_rejected";
    public static final String REPLIES_REJECTED = "replies_rejected";
    public static final String REPLIES_REPEATED = "replies_repeated";
    public static final String REPLIES_UNMATCHED = "replies_unmatched";
    public static final String ATTEMPTS_READ = "attempts_read";
    public static final String ATTEMPTS_NOT_LOGGED = "attempts_not_logged";
    public static final String ATTEMPTS_NOT_STARTED = "attempts_not_started";
    public static final String CHANNEL_DOWN = "channel_down";
    public static final String CHANNEL_PAUSED = "channel_paused";
    public static final String CHANNEL_QUEUE = "channel_queue";

    private final MetricGroup group;
    private final Map<String, Counter> counters = new HashMap<>();

    public CardwatchMetrics(MetricGroup operatorGroup) {
        this.group = operatorGroup.addGroup(GROUP);
    }

    /** A counter without labels; ask once and keep it where events are many. */
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, group::counter);
    }

    /** A value that is asked for when somebody looks. */
    public void gauge(String name, Supplier<Integer> value) {
        group.gauge(name, value::get);
    }

    /** A value with one label. */
    public void gauge(String name, String label, String labelValue, Supplier<Integer> value) {
        group.addGroup(label, labelValue).gauge(name, value::get);
    }

    /** A counter with one label. */
    public Counter counter(String name, String label, String value) {
        return counters.computeIfAbsent(
                name + '|' + value, key -> group.addGroup(label, value).counter(name));
    }

    /** A counter with two labels. */
    public Counter counter(String name, String label, String value, String label2, String value2) {
        return counters.computeIfAbsent(
                name + '|' + value + '|' + value2,
                key -> group.addGroup(label, value).addGroup(label2, value2).counter(name));
    }
}
