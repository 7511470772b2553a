package io.cardwatch.gateway.state;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.engine.KeyHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The messages that may have reached somebody, by the provider's id and by cardholder, and what has
 * been reported of each. For one thread at a time.
 */
public final class SentMessages {
    private final Map<Message, List<Receipt>> byMessage = new HashMap<>();
    private final Map<SubjectChannel, Map<String, Receipt>> bySubject = new HashMap<>();
    private final Map<Message, Receipt> reported = new HashMap<>();
    private final Map<Message, CompletableFuture<Boolean>> awaited = new HashMap<>();

    /** A message of a channel under its provider's id, or under an alert's where it has none. */
    private record Message(String channel, String id) {}

    void apply(Receipt receipt) {
        KeyHash subject = KeyHash.parse(receipt.subject());
        if (subject == null) {
            return;
        }
        if (receipt.reportedBy() == Receipt.Reporter.PROVIDER) {
            Message message = new Message(receipt.channel(), receipt.alertId());
            reported.merge(
                    message,
                    receipt,
                    (before, now) -> tellsMore(before.outcome(), now.outcome()) ? now : before);
            return;
        }
        if (!receipt.outcome().isSent() && receipt.outcome() != Kind.UNKNOWN) {
            return;
        }
        bySubject
                .computeIfAbsent(
                        new SubjectChannel(subject, receipt.channel()),
                        added -> new LinkedHashMap<>())
                .put(receipt.alertId(), receipt);
        String id = receipt.providerMessageId();
        if (id != null) {
            Message message = new Message(receipt.channel(), id);
            List<Receipt> known = byMessage.computeIfAbsent(message, added -> new ArrayList<>());
            known.removeIf(earlier -> earlier.alertId().equals(receipt.alertId()));
            known.add(receipt);
            CompletableFuture<Boolean> waiting = awaited.remove(message);
            if (waiting != null) {
                waiting.complete(true);
            }
        }
    }

    /** The attempts under a provider's id: one for each alert that the message told of. */
    public List<Receipt> of(String channel, String messageId) {
        return List.copyOf(byMessage.getOrDefault(new Message(channel, messageId), List.of()));
    }

    /** Ends as soon as that message is known; whoever waits sets its own limit. */
    public CompletableFuture<Boolean> whenKnown(String channel, String messageId) {
        Message message = new Message(channel, messageId);
        return byMessage.containsKey(message)
                ? CompletableFuture.completedFuture(true)
                : awaited.computeIfAbsent(message, added -> new CompletableFuture<>());
    }

    /** Nobody waits for that message any more. */
    public void waitNoLonger(String channel, String messageId) {
        awaited.remove(new Message(channel, messageId));
    }

    /** How many messages are waited for. */
    public int awaited() {
        return awaited.size();
    }

    /** What was sent to a cardholder on a channel, in no order. */
    public List<Receipt> to(SubjectChannel subject) {
        return List.copyOf(bySubject.getOrDefault(subject, Map.of()).values());
    }

    /** Whether a report of this alert's message tells more than what was reported before. */
    public boolean isNews(String channel, String alertId, Kind kind) {
        Receipt before = reported.get(new Message(channel, alertId));
        return before == null || tellsMore(before.outcome(), kind);
    }

    /** Reports come in any order: what the user's device said goes before what the network did. */
    private static boolean tellsMore(Kind before, Kind now) {
        return rank(now) > rank(before);
    }

    private static int rank(Kind kind) {
        return switch (kind) {
            case READ -> 3;
            case DELIVERED -> 2;
            // An address that ended ends a consent, whatever was reported before.
            case DEAD_ADDRESS, WITHDRAWN -> 4;
            default -> 1;
        };
    }

    void forgetBefore(Instant limit) {
        byMessage.values().removeIf(list -> isOld(list.get(0), limit));
        bySubject
                .values()
                .removeIf(
                        sent -> {
                            sent.values().removeIf(receipt -> isOld(receipt, limit));
                            return sent.isEmpty();
                        });
        reported.values().removeIf(receipt -> isOld(receipt, limit));
    }

    private static boolean isOld(Receipt receipt, Instant limit) {
        return receipt.at().isBefore(limit);
    }

    int size() {
        return byMessage.size();
    }
}
