package io.cardwatch.channel.messenger;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.meta.GraphEndpoint;
import io.cardwatch.channel.meta.GraphErrors;
import io.cardwatch.channel.meta.GraphTemplate;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ProviderTemplate;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends through a page on Messenger.
 *
 * <p>A page may send text for 24 hours after the user wrote to it, and an approved utility template
 * at any time. Nobody here knows when a user wrote: either everything goes as a template, or text
 * is tried first. Where Meta refuses it for that reason, that user gets the template from the next
 * attempt on, which is the caller's, under a permit of its own.
 */
final class MessengerChannel implements MessageChannel {
    /** What Meta answers to a text that comes too late after the user wrote. */
    private static final String OUTSIDE_WINDOW = "10/2018278";

    /** The Send API's error table. */
    static final GraphErrors ERRORS =
            GraphErrors.none()
                    // Failed on their side; "try again later".
                    .row(Kind.RETRY, "2", "1200")
                    // Calls of the app, of the page, to one thread, of the page over all apps.
                    .row(Kind.RETRY_LATER, "4", "32", "613", "80006")
                    // Blocked the page, left Messenger, or never was there: Meta does not say
                    // which.
                    .row(
                            Kind.DEAD_ADDRESS,
                            "551",
                            "230",
                            "100/2018001",
                            "10/2018108",
                            "200/1545041")
                    // Token, permissions, policy, and a page that may not send.
                    .row(Kind.CHANNEL_DOWN, "10", "10/1893063", "190", "200", "368")
                    .row(Kind.OUR_BUG, "100", OUTSIDE_WINDOW)
                    // Documented as an error after which the message has been sent all the same.
                    .row(Kind.UNKNOWN, "1/1357046");

    /** A page-scoped id, perhaps in the form in which consents tell it from a card number. */
    private static final Pattern PSID = Pattern.compile("(?:psid:)?(\\d{1,30})");

    private final String name;
    private final GraphEndpoint endpoint;
    private final @Nullable ClosedWindows closed;

    /**
     * A channel that has opened nothing yet.
     *
     * @param closed whom text does not reach, or null where text is never tried
     */
    MessengerChannel(String name, GraphEndpoint endpoint, @Nullable ClosedWindows closed) {
        this.name = name;
        this.endpoint = endpoint;
        this.closed = closed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean idempotent() {
        return false;
    }

    @Override
    public CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message) {
        if (!permit.claim()) {
            return completedStage(SendOutcome.of(Kind.RETRY));
        }
        Matcher psid = PSID.matcher(permit.address());
        if (!psid.matches()) {
            return completedStage(SendOutcome.of(Kind.DEAD_ADDRESS, "not_an_address"));
        }
        if (GraphTemplate.holdsCardNumber(message)) {
            return completedStage(SendOutcome.of(Kind.OUR_BUG, "card_number"));
        }
        return start(psid.group(1), message);
    }

    private CompletionStage<SendOutcome> start(String psid, OutboundMessage message) {
        ProviderTemplate template = message.template();
        if (template == null && message.followsUp() && MessengerRequests.fitsText(message)) {
            // Who has just written may be answered in free text.
            return endpoint.post(MessengerRequests.response(psid, message));
        }
        if (closed == null || !MessengerRequests.fitsText(message)) {
            return template == null
                    ? completedStage(noTemplate())
                    : endpoint.post(MessengerRequests.utility(psid, message, template));
        }
        // Without a template the text is all there is, and its user may have written meanwhile.
        return template != null && closed.contains(psid)
                ? endpoint.post(MessengerRequests.utility(psid, message, template))
                : endpoint.post(MessengerRequests.response(psid, message))
                        .thenApply(outcome -> ofText(outcome, closed, psid, template != null));
    }

    private static SendOutcome ofText(
            SendOutcome outcome, ClosedWindows closed, String psid, boolean hasTemplate) {
        if (!OUTSIDE_WINDOW.equals(outcome.code())) {
            return outcome;
        }
        closed.add(psid);
        return hasTemplate ? SendOutcome.of(Kind.RETRY, "outside_window") : noTemplate();
    }

    private static SendOutcome noTemplate() {
        return SendOutcome.of(Kind.OUR_BUG, "no_template");
    }

    @Override
    public void close() {
        endpoint.close();
    }

    @Override
    public String toString() {
        return "MessengerChannel[" + name + ", " + endpoint + "]";
    }
}
