package io.cardwatch.channel.alexa;

import com.google.common.base.Ticker;
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
import java.util.List;

/**
 * {@code alexa}: notices that there is a message. Options: {@code client-id}, {@code
 * client-secret-file} or {@code client-secret-env}, {@code stage}, {@code validity-period}, {@code
 * timeout}, {@code host}, {@code token-host}.
 */
public final class AlexaType implements ChannelType {
    private static final Duration SHORTEST_VALIDITY = Duration.ofMinutes(5);
    private static final Duration LONGEST_VALIDITY = Duration.ofHours(24);

    @Override
    public String type() {
        return "alexa";
    }

    @Override
    public MessageChannel create(String name, ChannelOptions options) {
        String clientId = options.text("client-id");
        if (!clientId.matches("[\\x21-\\x7E]{1,200}")) {
            throw options.unfit("client-id", "…", "the client id of the skill's permissions page");
        }
        Secret secret = options.secret("client-secret");
        String host = HttpOptions.base(options, "host", "https://api.amazonalexa.com");
        String tokenHost = HttpOptions.base(options, "token-host", "https://api.amazon.com");
        String stage = options.oneOf(List.of("live", "development"), "stage", "live");
        Duration validity = validity(options);
        Duration timeout = HttpOptions.timeout(options);
        options.refuseOthers();
        HttpSender sender = new HttpSender(timeout, TargetAddresses.PUBLIC);
        String path = "live".equals(stage) ? "" : "/stages/development";
        return new AlexaChannel(
                name,
                URI.create(host + "/v1/proactiveEvents" + path),
                secret,
                validity,
                timeout,
                new AlexaTokens(
                        URI.create(tokenHost + "/auth/o2/token"),
                        clientId,
                        sender,
                        Ticker.systemTicker()),
                sender,
                InstantSource.system());
    }

    /** Amazon takes events that end in five minutes to a day. */
    private static Duration validity(ChannelOptions options) {
        Duration validity = options.duration("validity-period", Duration.ofMinutes(15));
        if (validity.compareTo(SHORTEST_VALIDITY) < 0 || validity.compareTo(LONGEST_VALIDITY) > 0) {
            throw options.unfit("validity-period", options.text("validity-period"), "5m to 24h");
        }
        return validity;
    }
}
