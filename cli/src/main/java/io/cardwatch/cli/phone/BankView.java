package io.cardwatch.cli.phone;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertFormatException;
import io.cardwatch.alert.AlertJson;
import io.cardwatch.alert.Finding;
import io.cardwatch.cli.phone.PageState.AlertRow;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentRecord;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.OutcomeJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What banks know of their alerts: read from the topics alone, so that it shows what a bank sees
 * and nothing that a press made up. The topics are read in any order. For any thread.
 *
 * <p>It holds the newest alerts with what became of them, and an address and a zone of each
 * cardholder who opted in.
 */
public final class BankView {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WAITING = "waiting";
    private static final int MOST_ALERTS = 5_000;
    private static final int MOST_ROWS = 60;
    private static final int CARD_CHARACTERS = 4;

    /** A cardholder; the address outlives the consent, for the alerts of before. */
    private record Holder(String address, String zone, boolean withdrawn) {}

    private final Revision revision;
    private final String channel;
    private final UnaryOperator<String> bankNames;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, Holder> holders = new HashMap<>();
    private final Map<String, Holder> byPhone = new HashMap<>();

    /** What answers made known, by bank and the hash of the event. */
    private final Map<String, Boolean> labels = new HashMap<>();

    private long alerted;
    private long answers;

    /**
     * The view.
     *
     * @param channel the channel that phones are reached by, as consents name it
     * @param bankNames what cardholders call a bank, by its id
     */
    BankView(Revision revision, String channel, UnaryOperator<String> bankNames) {
        this.revision = revision;
        this.channel = channel;
        this.bankNames = bankNames;
    }

    /** Takes in a record of the alerts topic; a repeated one changes nothing. */
    public synchronized void alert(byte[] value) throws IOException {
        Alert alert;
        try {
            alert = AlertJson.decode(value);
        } catch (AlertFormatException e) {
            throw new IOException("there is no alert in a record of the alerts topic", e);
        }
        if (alerts.putIfAbsent(alert.alertId(), alert) == null) {
            alerted++;
            if (alerts.size() > MOST_ALERTS) {
                String oldest = alerts.keySet().iterator().next();
                alerts.remove(oldest);
                outcomes.remove(oldest);
            }
            revision.next();
        }
    }

    /** Takes in a record of a bank's outcomes topic; a repeated one changes nothing. */
    public synchronized void outcome(byte[] value) throws IOException {
        Outcome outcome = OutcomeJson.decode(value);
        if (outcome == null) {
            throw new IOException("there is no outcome in a record of an outcomes topic");
        }
        if (outcomes.putIfAbsent(outcome.alertId(), outcome) == null) {
            answers += outcome.channel() == null ? 0 : 1;
            revision.next();
        }
    }

    /** Takes in a record of the labels topic; of interest are those that answers led to. */
    public synchronized void label(byte[] value) throws IOException {
        JsonNode label = JSON.readTree(value);
        if (label.hasNonNull("eventHash")) {
            labels.put(
                    label.path("bankId").asText() + '|' + label.path("eventHash").asText(),
                    label.path("fraud").asBoolean());
            revision.next();
        }
    }

    /** Takes in a record of the consents topic. */
    public synchronized void consent(byte @Nullable [] key, byte @Nullable [] value) {
        for (Consent consent : ConsentRecord.read(key, value).consents()) {
            if (consent.channel().equals(channel)
                    && consent.purpose().equals(Consent.FRAUD_ALERTS)) {
                apply(consent);
            }
        }
    }

    private void apply(Consent consent) {
        String subject = subject(consent.bankId(), consent.subjectRef());
        Holder before = holders.get(subject);
        Holder now = null;
        if (consent.status() == ConsentStatus.GRANTED) {
            now =
                    new Holder(
                            Objects.requireNonNull(consent.address()),
                            Objects.requireNonNull(consent.timeZone()),
                            false);
        } else if (before != null) {
            now = new Holder(before.address(), before.zone(), true);
        }
        if (now != null) {
            holders.put(subject, now);
            byPhone.put(Phones.phoneId(consent.bankId(), now.address()), now);
            revision.next();
        }
    }

    /** Alerts that had an answer in time: each leads to a label, and to one more message. */
    public synchronized long answers() {
        return answers;
    }

    /** The phones with what is known of their owners. */
    synchronized List<PageState.Phone> phones(List<Phones.Shown> shown) {
        return shown.stream()
                .map(
                        phone -> {
                            Holder holder = byPhone.get(phone.id());
                            return new PageState.Phone(
                                    phone.id(),
                                    phone.recipient(),
                                    bankNames.apply(phone.bankId()),
                                    holder == null ? "UTC" : holder.zone(),
                                    holder != null && holder.withdrawn(),
                                    phone.messages());
                        })
                .toList();
    }

    /** The newest alerts, the newest first. */
    synchronized List<AlertRow> rows() {
        List<Alert> newest = new ArrayList<>(alerts.values());
        newest = newest.subList(Math.max(0, newest.size() - MOST_ROWS), newest.size());
        List<AlertRow> rows = new ArrayList<>();
        newest.forEach(alert -> rows.add(0, row(alert)));
        return rows;
    }

    /** Of the alerts that are held: how many had which outcome; and all alerts, and all stops. */
    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        alerts.keySet().forEach(id -> counts.merge(outcomeOf(id), 1L, Long::sum));
        counts.put("alerts", alerted);
        counts.put("stopped", holders.values().stream().filter(Holder::withdrawn).count());
        return counts;
    }

    private String outcomeOf(String alertId) {
        Outcome outcome = outcomes.get(alertId);
        return outcome == null ? WAITING : outcome.kind().wireName();
    }

    private AlertRow row(Alert alert) {
        Holder holder = holders.get(subject(alert.bankId(), alert.subjectRef()));
        Outcome outcome = outcomes.get(alert.alertId());
        String card = alert.cardRef();
        return new AlertRow(
                alert.alertId(),
                holder == null ? null : Phones.phoneId(alert.bankId(), holder.address()),
                holder == null ? alert.subjectRef() : holder.address(),
                bankNames.apply(alert.bankId()),
                "••" + card.substring(Math.max(0, card.length() - CARD_CHARACTERS)),
                alert.eventTime(),
                alert.severity().name().toLowerCase(Locale.ROOT),
                alert.findings().stream()
                        .map(Finding::reason)
                        .filter(Objects::nonNull)
                        .collect(joining("; ")),
                alert.findings().stream().map(Finding::ruleId).toList(),
                outcomeOf(alert.alertId()),
                alert.labelKeys() == null
                        ? null
                        : labels.get(alert.bankId() + '|' + alert.labelKeys().event()),
                outcome == null ? null : outcome.snoozedUntil(),
                holder != null && holder.withdrawn());
    }

    private static String subject(String bankId, String subjectRef) {
        return bankId + '|' + subjectRef;
    }

    @Override
    public String toString() {
        return "BankView[redacted]";
    }
}
