package io.cardwatch.channel.smpp;

import com.google.common.base.Splitter;
import com.google.common.base.Ticker;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.PhoneNumber;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.smpp.SmppSettings.LongTexts;
import io.cardwatch.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code smpp}: text messages through a message centre of the bank's own choice; {@code
 * docs/channels/smpp.md} lists the options and what each code of the centre comes to.
 */
public final class SmppType implements ChannelType {
    private static final int PORT = 2775;
    private static final int DEFAULT_WINDOW = 10;
    private static final int WIDEST_WINDOW = 1_000;
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration LONGEST_ENQUIRE_LINK = Duration.ofMinutes(10);
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(7);

    private static final Pattern CODE =
            Pattern.compile(
                    "0x([0-9A-Fa-f]{1,8})=(retry|retry_later|undelivered|dead_address|withdrawn"
                            + "|channel_down|our_bug|unknown)");

    @Override
    public String type() {
        return "smpp";
    }

    @Override
    public MessageChannel create(String name, ChannelOptions options) {
        SmppSettings settings = settings(options);
        Secret password = options.secret("password");
        options.refuseOthers();
        return new SmppChannel(name, settings, password, Ticker.systemTicker());
    }

    /** Reads every option but the password. */
    static SmppSettings settings(ChannelOptions options) {
        String authorities = options.optionalText("ca-file");
        return new SmppSettings(
                options.text("host"),
                options.number("port", PORT, 1, 65_535),
                "implicit".equals(options.oneOf(List.of("implicit", "none"), "tls", "implicit")),
                authorities == null ? null : Path.of(authorities),
                ascii(options, "system-id", options.text("system-id"), 15),
                ascii(options, "system-type", options.text("system-type", ""), 12),
                ascii(options, "service-type", options.text("service-type", ""), 5),
                sender(options),
                "gsm7".equals(options.oneOf(List.of("gsm7", "ucs2"), "alphabet", "gsm7")),
                longTexts(options),
                options.flag("delivery-receipts", false),
                codes(options),
                duration(
                        options,
                        "validity-period",
                        Duration.ofMinutes(15),
                        LONGEST_VALIDITY,
                        "1s to 7d"),
                duration(options, "timeout", Duration.ofSeconds(10), LONGEST_TIMEOUT, "1s to 60s"),
                duration(
                        options,
                        "enquire-link",
                        Duration.ofSeconds(30),
                        LONGEST_ENQUIRE_LINK,
                        "1s to 10m"),
                options.number("window", DEFAULT_WINDOW, 1, WIDEST_WINDOW));
    }

    private static LongTexts longTexts(ChannelOptions options) {
        String word = options.oneOf(List.of("segments", "payload"), "long-texts", "segments");
        return LongTexts.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Duration duration(
            ChannelOptions options,
            String option,
            Duration otherwise,
            Duration longest,
            String accepted) {
        Duration duration = options.duration(option, otherwise);
        if (duration.compareTo(longest) > 0) {
            throw options.unfit(option, options.text(option), accepted);
        }
        return duration;
    }

    private static String ascii(ChannelOptions options, String option, String text, int longest) {
        if (!text.matches("[\\x21-\\x7E]{0," + longest + "}")) {
            throw options.unfit(option, text, "up to " + longest + " ASCII characters");
        }
        return text;
    }

    private static SmppAddress sender(ChannelOptions options) {
        String text = options.text("sender");
        SmppAddress sender =
                PhoneNumber.isE164(text)
                        ? SmppAddress.ofNumber(text)
                        : SmppAddress.ofCodeOrName(text);
        if (sender == null) {
            throw options.unfit(
                    "sender",
                    text,
                    "a number such as +15550100, a short code, or a name of up to 11 letters,"
                            + " digits and spaces");
        }
        int ton = options.number("sender-ton", sender.ton(), 0, 6);
        int npi = options.number("sender-npi", sender.npi(), 0, 18);
        return new SmppAddress((byte) ton, (byte) npi, sender.value());
    }

    private static Map<Integer, Kind> codes(ChannelOptions options) {
        String text = options.optionalText("codes");
        Map<Integer, Kind> codes = new HashMap<>();
        if (text == null) {
            return codes;
        }
        for (String each : Splitter.on(';').trimResults().split(text)) {
            Matcher code = CODE.matcher(each);
            Integer number = code.matches() ? number(code.group(1)) : null;
            if (number == null) {
                throw options.unfit("codes", each, "for example 0x410=withdrawn; not 0x0");
            }
            codes.put(number, kind(code.group(2)));
        }
        return codes;
    }

    private static @Nullable Integer number(String hexadecimal) {
        int number = Integer.parseUnsignedInt(hexadecimal, 16);
        return number == 0 ? null : number;
    }

    private static Kind kind(String wireName) {
        for (Kind kind : Kind.values()) {
            if (kind.wireName().equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalStateException("the pattern names kinds alone");
    }
}
