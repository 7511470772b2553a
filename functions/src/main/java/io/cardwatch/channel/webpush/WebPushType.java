package io.cardwatch.channel.webpush;

import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.http.HttpOptions;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.channel.http.TargetAddresses;
import io.cardwatch.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * {@code web-push}: notifications in the user's browser. Options: {@code public-key}, {@code
 * private-key-file} or {@code private-key-env}, {@code subject}, {@code validity-period}, {@code
 * push-services}, {@code timeout}.
 */
public final class WebPushType implements ChannelType {
    private static final Pattern SUBJECT =
            Pattern.compile("(mailto:[^\\s\"\\\\@]+@|https://)[^\\s\"\\\\]+");
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(7);

    @Override
    public String type() {
        return "web-push";
    }

    @Override
    public MessageChannel create(String name, ChannelOptions options) {
        String subject = options.text("subject");
        if (!SUBJECT.matcher(subject).matches()) {
            throw options.unfit("subject", subject, "mailto:push@bank.example or https://…");
        }
        VapidKey key = key(options, subject);
        Secret privateKey = options.secret("private-key");
        PushServices services = PushServices.of(options);
        Duration validity = options.duration("validity-period", Duration.ofMinutes(15));
        if (validity.compareTo(LONGEST_VALIDITY) > 0) {
            throw options.unfit("validity-period", options.text("validity-period"), "1s to 7d");
        }
        Duration timeout = HttpOptions.timeout(options);
        options.refuseOthers();
        return new WebPushChannel(
                name,
                services,
                key,
                privateKey,
                validity,
                new HttpSender(timeout, TargetAddresses.PUBLIC));
    }

    private static VapidKey key(ChannelOptions options, String subject) {
        String text = options.text("public-key");
        try {
            byte[] key = Base64.getUrlDecoder().decode(text);
            return new VapidKey(key, subject, InstantSource.system());
        } catch (RuntimeException e) {
            // Not quoted: it may be the private half in the wrong place.
            throw options.unfit("public-key", "…", "base64url of the 65 bytes of a P-256 key");
        }
    }
}
