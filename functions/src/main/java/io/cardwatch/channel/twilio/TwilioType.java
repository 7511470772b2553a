package io.cardwatch.channel.twilio;

import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.http.HttpOptions;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.channel.http.TargetAddresses;
import io.cardwatch.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code twilio}: text messages. Options: {@code account}, {@code auth-token-file} or {@code
 * auth-token-env}, {@code api-key}, either {@code messaging-service} or {@code sender}, {@code
 * status-callback}, {@code validity-period}, {@code timeout}, {@code host}, {@code version}.
 */
public final class TwilioType implements ChannelType {
    private static final Pattern VERSION = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{3,8}");

    /** A number, a short code, or a name of up to 11 characters. */
    private static final Pattern SENDER =
            Pattern.compile("\\+[1-9][0-9]{6,14}|[0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}");

    private static final Duration LONGEST_VALIDITY = Duration.ofHours(10);

    @Override
    public String type() {
        return "twilio";
    }

    @Override
    public MessageChannel create(String name, ChannelOptions options) {
        String host = HttpOptions.base(options, "host", "https://api.twilio.com");
        String version = options.text("version", "2010-04-01");
        if (!VERSION.matcher(version).matches()) {
            throw options.unfit("version", version, "a date such as 2010-04-01");
        }
        String account = sid(options, "account", options.text("account"), "AC");
        String apiKey = options.optionalText("api-key");
        String user = apiKey == null ? account : sid(options, "api-key", apiKey, "SK");
        Secret token = options.secret("auth-token");
        Map<String, String> parameters = parameters(options);
        boolean shortCode = SHORT_CODE.matcher(parameters.getOrDefault("From", "")).matches();
        Duration timeout = HttpOptions.timeout(options);
        options.refuseOthers();
        return new TwilioChannel(
                name,
                URI.create(host + "/" + version + "/Accounts/" + account + "/Messages.json"),
                user,
                token,
                parameters,
                new TwilioAnswers(shortCode),
                new HttpSender(timeout, TargetAddresses.PUBLIC));
    }

    private static Map<String, String> parameters(ChannelOptions options) {
        Map<String, String> parameters = new HashMap<>();
        String service = options.optionalText("messaging-service");
        String sender = options.optionalText("sender");
        if ((service == null) == (sender == null)) {
            throw options.unfit(
                    "sender", String.valueOf(sender), "either messaging-service or sender");
        }
        if (service != null) {
            String sid = sid(options, "messaging-service", service, "MG");
            parameters.put("MessagingServiceSid", sid);
        }
        if (sender != null) {
            parameters.put("From", sender(options, sender));
        }
        parameters.put("ValidityPeriod", Long.toString(validity(options).toSeconds()));
        if (options.optionalText("status-callback") != null) {
            URI callback = HttpOptions.address(options, "status-callback", null);
            parameters.put("StatusCallback", callback.toString());
        }
        return parameters;
    }

    private static Duration validity(ChannelOptions options) {
        Duration validity = options.duration("validity-period", Duration.ofMinutes(15));
        if (validity.compareTo(LONGEST_VALIDITY) > 0) {
            throw options.unfit("validity-period", options.text("validity-period"), "1s to 10h");
        }
        return validity;
    }

    private static String sender(ChannelOptions options, String sender) {
        if (!SENDER.matcher(sender).matches()) {
            throw options.unfit(
                    "sender",
                    sender,
                    "a number such as +15550100, a short code, or a name of up to 11 letters,"
                            + " digits and spaces");
        }
        return sender;
    }

    private static String sid(ChannelOptions options, String option, String sid, String prefix) {
        if (!sid.matches(prefix + "[0-9a-fA-F]{32}")) {
            // Not quoted: it may be a token in the wrong place.
            throw options.unfit(option, "…", prefix + " and 32 hexadecimal digits");
        }
        return sid;
    }
}
