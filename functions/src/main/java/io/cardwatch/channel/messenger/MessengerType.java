package io.cardwatch.channel.messenger;

import com.google.common.base.Ticker;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.http.HttpOptions;
import io.cardwatch.channel.meta.GraphEndpoint;
import java.util.List;

/**
 * Messenger, through the Send API of a Facebook page: {@code docs/channels/messenger.md} says how a
 * bank sets it up.
 */
public final class MessengerType implements ChannelType {
    private static final String TEMPLATE = "template";
    private static final String RESPONSE_FIRST = "response-first";

    @Override
    public String type() {
        return "messenger";
    }

    @Override
    public MessageChannel create(String name, ChannelOptions options) {
        boolean responseFirst =
                options.oneOf(List.of(TEMPLATE, RESPONSE_FIRST), "window", TEMPLATE)
                        .equals(RESPONSE_FIRST);
        GraphEndpoint endpoint =
                GraphEndpoint.configured(
                        options,
                        "page",
                        HttpOptions.timeout(options),
                        MessengerChannel.ERRORS,
                        "/message_id");
        options.refuseOthers();
        return new MessengerChannel(
                name, endpoint, responseFirst ? new ClosedWindows(Ticker.systemTicker()) : null);
    }
}
