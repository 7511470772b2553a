package io.cardwatch.channel;

import io.cardwatch.channel.alexa.AlexaType;
import io.cardwatch.channel.console.ConsoleType;
import io.cardwatch.channel.email.EmailType;
import io.cardwatch.channel.messenger.MessengerType;
import io.cardwatch.channel.smpp.SmppType;
import io.cardwatch.channel.twilio.TwilioType;
import io.cardwatch.channel.webhook.WebhookType;
import io.cardwatch.channel.webpush.WebPushType;
import io.cardwatch.channel.whatsapp.WhatsAppType;
import io.cardwatch.text.NearestName;
import java.util.List;

/** The kinds of channels that configuration can name. */
public final class ChannelTypes {
    private static final List<ChannelType> SHIPPED =
            List.of(
                    new WebhookType(),
                    new WebPushType(),
                    new EmailType(),
                    new TwilioType(),
                    new SmppType(),
                    new MessengerType(),
                    new WhatsAppType(),
                    new AlexaType(),
                    new ConsoleType());

    private ChannelTypes() {}

    /** What configuration may say. */
    public static List<String> names() {
        return SHIPPED.stream().map(ChannelType::type).toList();
    }

    /**
     * The kind of that name.
     *
     * @throws ChannelOptionException of the option {@code type}, where there is none
     */
    public static ChannelType of(String type) {
        for (ChannelType shipped : SHIPPED) {
            if (shipped.type().equals(type)) {
                return shipped;
            }
        }
        throw new ChannelOptionException(
                "type",
                "'"
                        + type
                        + "' is no kind of channel"
                        + NearestName.suggestion(type, names())
                        + "; accepted: "
                        + String.join(", ", names()));
    }
}
