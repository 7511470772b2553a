package io.cardwatch.jobs;

/**
 * The uids and names of every operator of both jobs.
 *
 * <p>State in a savepoint is found by uid: a uid never changes and is never given to something
 * else.
 */
public final class OperatorIds {
    public static final String READ_CARD_EVENTS = "read-card-events";
    public static final String READ_LABELS = "read-labels";
    public static final String JUDGE_LATENESS = "judge-lateness";
    public static final String JUDGE_LABELS_LATENESS = "judge-labels-lateness";
    public static final String READ_RULES = "read-rules";
    public static final String VALIDATE_RULES = "validate-rules";
    public static final String STAMP_RULES = "stamp-rules";
    public static final String WRITE_RULES_STATUS = "write-rules-status";
    public static final String WRITE_REJECTIONS = "write-rejections";
    public static final String EVALUATE_RULES = "evaluate-rules";
    public static final String READ_CONSENTS = "read-consents";
    public static final String ANNOUNCE_CONSENTS_READ = "announce-consents-read";
    public static final String GATE_BY_CONSENT = "gate-by-consent";
    public static final String WRITE_ALERTS = "write-alerts";
    public static final String READ_ALERTS = "read-alerts";
    public static final String DELIVER_ALERTS = "deliver-alerts";
    public static final String WRITE_RECEIPTS = "write-receipts";
    public static final String READ_ATTEMPTS = "read-attempts";
    public static final String ANNOUNCE_ATTEMPTS_READ = "announce-attempts-read";
    public static final String READ_REPORTS = "read-reports";
    public static final String READ_CONTROLS = "read-controls";
    public static final String ANNOUNCE_CONTROLS_READ = "announce-controls-read";
    public static final String WRITE_ENDED_CONSENTS = "write-ended-consents";
    public static final String WRITE_DECISIONS = "write-decisions";

    public static final String READ_REPLIES = "read-replies";
    public static final String ANNOUNCE_REPLIES_READ = "announce-replies-read";
    public static final String READ_RECEIPTS = "read-receipts";
    public static final String DECIDE_OUTCOMES = "decide-outcomes";
    public static final String WRITE_OUTCOMES = "write-outcomes";
    public static final String READ_ERASURES_OF_OUTCOMES = "read-erasures-of-outcomes";
    public static final String TELL_OUTCOMES = "tell-outcomes";
    public static final String WRITE_LABELS = "write-labels";
    public static final String READ_OUTCOMES = "read-outcomes";

    public static final String READ_ERASURES = "read-erasures";
    public static final String READ_ERASED_KEYS = "read-erased-keys";
    public static final String WRITE_ERASURE_STATUS = "write-erasure-status";

    private OperatorIds() {}

    /**
     * The stage that keeps the features of one key dimension, for example {@code
     * compute-card-features}.
     */
    public static String computeFeatures(String dimension) {
        return "compute-" + dimension + "-features";
    }

    /** What puts records in order before an operator, where events wait for those before them. */
    public static String putInOrder(String target) {
        return "put-in-order-before-" + target;
    }
}
