package io.cardwatch.channel.webhook;

import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.http.HttpOptions;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.channel.http.TargetAddresses;
import io.cardwatch.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/**
 * {@code webhook}: a bank's own hub. Options: {@code url}, {@code secret-file} or {@code
 * secret-env}, {@code timeout}, {@code allow-private-addresses}.
 */
public final class WebhookType implements ChannelType {
    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public MessageChannel create(String name, ChannelOptions options) {
        URI url = HttpOptions.address(options, "url", null);
        Secret secret = options.secret("secret");
        Duration timeout = HttpOptions.timeout(options);
        TargetAddresses targets =
                options.flag("allow-private-addresses", false)
                        ? TargetAddresses.PUBLIC_AND_PRIVATE
                        : TargetAddresses.PUBLIC;
        options.refuseOthers();
        return new WebhookChannel(
                name, url, secret, new HttpSender(timeout, targets), InstantSource.system());
    }
}
