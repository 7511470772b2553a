package io.cardwatch.channel.whatsapp;

import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.http.HttpOptions;
import io.cardwatch.channel.meta.GraphEndpoint;

/**
 * WhatsApp, through the Cloud API of a business's number: {@code docs/channels/whatsapp.md} says
 * how a bank sets it up.
 */
public final class WhatsAppType implements ChannelType {
    @Override
    public String type() {
        return "whatsapp";
    }

    @Override
    public MessageChannel create(String name, ChannelOptions options) {
        GraphEndpoint endpoint =
                GraphEndpoint.configured(
                        options,
                        "phone-number-id",
                        HttpOptions.timeout(options),
                        WhatsAppChannel.ERRORS,
                        "/messages/0/id");
        options.refuseOthers();
        return new WhatsAppChannel(name, endpoint);
    }
}
