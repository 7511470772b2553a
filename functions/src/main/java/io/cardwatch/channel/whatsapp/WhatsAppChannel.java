package io.cardwatch.channel.whatsapp;

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

/**
 * Sends through a business's number on WhatsApp, as an approved template each time: text would
 * reach only those users who wrote within the last 24 hours.
 */
final class WhatsAppChannel implements MessageChannel {
    /**
     * The Cloud API's error table. The same codes come later, in the provider's report of a message
     * that it had taken over at first.
     */
    static final GraphErrors ERRORS =
            GraphErrors.none()
                    // Out of order on their side.
                    .row(Kind.RETRY, "2", "131000", "131016", "133000", "133004")
                    // Calls of the app, of the account; messages a second; to one user; in
                    // maintenance, for a minute or so.
                    .row(Kind.RETRY_LATER, "4", "80007", "130429", "131056", "131057")
                    // The recipient is the sender.
                    .row(Kind.DEAD_ADDRESS, "131021")
                    // The user stopped messages of the kind that Meta takes the template for.
                    .row(Kind.WITHDRAWN, "131050")
                    // Does not reach the user as things are, which may pass: no account, terms not
                    // accepted, an old app, blocked; an experiment, a country, Meta's own choice.
                    .row(Kind.UNDELIVERED, "131026", "130472", "130497", "131049")
                    // Token, permissions, policy, spam, payment, and a number that may not send.
                    .row(
                            Kind.CHANNEL_DOWN,
                            "0",
                            "3",
                            "10",
                            "33",
                            "190",
                            "200",
                            "368",
                            "131005",
                            "131031",
                            "131037",
                            "131042",
                            "131045",
                            "131048",
                            "133010")
                    // Fields, the 24-hour window (which templates are exempt from), templates.
                    .row(
                            Kind.OUR_BUG,
                            "100",
                            "131008",
                            "131009",
                            "131047",
                            "131051",
                            "131062",
                            "132000",
                            "132001",
                            "132005",
                            "132007",
                            "132012",
                            "132015",
                            "132016",
                            "135000");

    private final String name;
    private final GraphEndpoint endpoint;

    WhatsAppChannel(String name, GraphEndpoint endpoint) {
        this.name = name;
        this.endpoint = endpoint;
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
        WhatsAppAddress to = WhatsAppAddress.of(permit.address());
        if (to == null) {
            return completedStage(SendOutcome.of(Kind.DEAD_ADDRESS, "not_an_address"));
        }
        if (GraphTemplate.holdsCardNumber(message)) {
            return completedStage(SendOutcome.of(Kind.OUR_BUG, "card_number"));
        }
        ProviderTemplate template = message.template();
        if (template == null) {
            // Who has just written may be answered in free text.
            return message.followsUp()
                    ? endpoint.post(WhatsAppRequests.text(to, message))
                    : completedStage(SendOutcome.of(Kind.OUR_BUG, "no_template"));
        }
        return endpoint.post(WhatsAppRequests.template(to, message, template));
    }

    @Override
    public void close() {
        endpoint.close();
    }

    @Override
    public String toString() {
        return "WhatsAppChannel[" + name + ", " + endpoint + "]";
    }
}
