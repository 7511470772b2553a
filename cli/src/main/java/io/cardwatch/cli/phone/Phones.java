package io.cardwatch.cli.phone;

import io.cardwatch.cli.phone.PageState.Button;
import io.cardwatch.cli.phone.PageState.Message;
import io.cardwatch.reply.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the bank's hub keeps: each phone's newest messages, with the payloads of their buttons. The
 * phone whose last message is the oldest goes first where there are too many. For any thread.
 */
final class Phones {
    private static final int MOST_PHONES = 200;
    private static final int MOST_MESSAGES = 40;

    /** A message, and what was done on it. */
    private static final class Kept {
        private final long number;
        private final HubMessage.Data message;
        private @Nullable Answer answered;
        private boolean stopped;

        Kept(long number, HubMessage.Data message) {
            this.number = number;
            this.message = message;
        }
    }

    /** What a press sends back. */
    record Press(String bankId, String recipient, String payload) {
        @Override
        public String toString() {
            return "Press[redacted]";
        }
    }

    /** A phone with its messages, the oldest first. */
    record Shown(String id, String bankId, String recipient, List<Message> messages) {
        @Override
        public String toString() {
            return "Shown[redacted, " + id + "]";
        }
    }

    private final Revision revision;

    /** By phone, the one written to last at the end; and in it by message id. */
    private final Map<String, Map<String, Kept>> phones = new LinkedHashMap<>();

    private long received;

    Phones(Revision revision) {
        this.revision = revision;
    }

    /** The id of a cardholder's phone. */
    static String phoneId(String bankId, String recipient) {
        return bankId + '|' + recipient;
    }

    /** Takes a message in; a repeated one changes nothing. */
    synchronized void take(HubMessage.Data message) {
        String phone = phoneId(message.bankId(), message.recipient());
        Map<String, Kept> messages = phones.remove(phone);
        messages = messages == null ? new LinkedHashMap<>() : messages;
        phones.put(phone, messages);
        if (messages.containsKey(message.messageId())) {
            return;
        }
        received++;
        messages.put(message.messageId(), new Kept(received, message));
        dropOldest(messages, MOST_MESSAGES);
        dropOldest(phones, MOST_PHONES);
        revision.next();
    }

    private static void dropOldest(Map<String, ?> map, int most) {
        if (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }

    /** What to send for that button; null where there is no such message or button. */
    synchronized @Nullable Press press(String messageId, Answer answer) {
        Kept kept = find(messageId);
        if (kept == null) {
            return null;
        }
        for (HubMessage.Reply reply : kept.message.replies()) {
            if (reply.answer() == answer) {
                return new Press(kept.message.bankId(), kept.message.recipient(), reply.payload());
            }
        }
        return null;
    }

    /** The gateway has taken that answer. */
    synchronized void answered(String messageId, Answer answer) {
        Kept kept = find(messageId);
        if (kept == null) {
            return;
        }
        if (answer == Answer.STOP) {
            kept.stopped = true;
        } else if (kept.answered == null) {
            kept.answered = answer;
        }
        revision.next();
    }

    private @Nullable Kept find(String messageId) {
        for (Map<String, Kept> messages : phones.values()) {
            Kept kept = messages.get(messageId);
            if (kept != null) {
                return kept;
            }
        }
        return null;
    }

    /** Different messages so far. */
    synchronized long received() {
        return received;
    }

    /** The phones, the one written to last at the end. */
    synchronized List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        for (Map.Entry<String, Map<String, Kept>> entry : phones.entrySet()) {
            HubMessage.Data any = entry.getValue().values().iterator().next().message;
            List<Message> messages = entry.getValue().values().stream().map(Phones::shown).toList();
            shown.add(new Shown(entry.getKey(), any.bankId(), any.recipient(), messages));
        }
        return shown;
    }

    private static Message shown(Kept kept) {
        HubMessage.Data message = kept.message;
        return new Message(
                message.messageId(),
                kept.number,
                message.eventTime(),
                message.title(),
                message.text(),
                message.locale(),
                message.replies().stream()
                        .map(reply -> new Button(reply.answer(), reply.title()))
                        .toList(),
                kept.answered,
                kept.stopped);
    }
}
