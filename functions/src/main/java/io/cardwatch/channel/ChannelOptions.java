package io.cardwatch.channel;

import io.cardwatch.secret.Secret;
import io.cardwatch.secret.SecretReference;
import io.cardwatch.text.Durations;
import io.cardwatch.text.NearestName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is configured for one channel; what is missing or does not fit is an error that names
 * the option and what is accepted.
 *
 * <p>A secret is never an option's value: {@code auth-token-file} or {@code auth-token-env} says
 * where it stands. Ask for every option the channel knows, then for {@link #refuseOthers()}.
 */
public final class ChannelOptions {
    private final Map<String, String> values;
    private final TreeSet<String> asked = new TreeSet<>();

    /** The options of one channel by their names. */
    public ChannelOptions(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** A text that has to be given. */
    public String text(String option) {
        String value = optionalText(option);
        if (value == null) {
            throw new ChannelOptionException(option, "is missing");
        }
        return value;
    }

    /** A text, or null where none is given. */
    public @Nullable String optionalText(String option) {
        asked.add(option);
        String value = values.get(option);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** A text, or what stands in for it. */
    public String text(String option, String otherwise) {
        String value = optionalText(option);
        return value == null ? otherwise : value;
    }

    /** One of these words, or what stands in for it. */
    public String oneOf(List<String> accepted, String option, String otherwise) {
        String value = text(option, otherwise);
        if (!accepted.contains(value)) {
            throw unfit(option, value, String.join(", ", accepted));
        }
        return value;
    }

    /** A whole number within bounds, both included. */
    public int number(String option, int otherwise, int least, int most) {
        String value = text(option, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of bounds.
        }
        throw unfit(option, value, "a whole number from " + least + " to " + most);
    }

    /** A length of time of at least a second, or what stands in for it. */
    public Duration duration(String option, Duration otherwise) {
        String value = optionalText(option);
        if (value == null) {
            return otherwise;
        }
        Duration duration = Durations.parse(value);
        if (duration == null || duration.isZero()) {
            throw unfit(option, value, Durations.FORM);
        }
        return duration;
    }

    /** {@code true} or {@code false}, or what stands in for it. */
    public boolean flag(String option, boolean otherwise) {
        return "true".equals(oneOf(List.of("true", "false"), option, Boolean.toString(otherwise)));
    }

    /** An http or https address with a host, or what stands in for it. */
    public URI uri(String option, @Nullable String otherwise) {
        String value = otherwise == null ? text(option) : text(option, otherwise);
        try {
            URI uri = URI.create(value);
            if (uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below; the parser's message says nothing more.
        }
        throw unfit(option, value, "an address such as https://hub.bank.example/alerts");
    }

    /** A secret that has to be given, in {@code <option>-file} or {@code <option>-env}. */
    public Secret secret(String option) {
        Secret secret = optionalSecret(option);
        if (secret == null) {
            throw new ChannelOptionException(
                    option + "-file", "is missing; or give " + option + "-env");
        }
        return secret;
    }

    /** A secret, or null where none is given. */
    public @Nullable Secret optionalSecret(String option) {
        String file = optionalText(option + "-file");
        String variable = optionalText(option + "-env");
        if (values.containsKey(option)) {
            throw new ChannelOptionException(
                    option,
                    "a secret does not stand in a configuration; give "
                            + option
                            + "-file or "
                            + option
                            + "-env");
        }
        if (file != null && variable != null) {
            throw new ChannelOptionException(
                    option + "-env", "give either " + option + "-file or " + option + "-env");
        }
        if (file != null) {
            return new Secret(SecretReference.file(Path.of(file)));
        }
        return variable == null ? null : new Secret(SecretReference.environment(variable));
    }

    /** An error that the channel itself found in an option. */
    public ChannelOptionException unfit(String option, String value, String accepted) {
        return new ChannelOptionException(
                option, "'" + value + "' does not fit; accepted: " + accepted);
    }

    /** Refuses options that nobody asked for. */
    public void refuseOthers() {
        for (String option : new TreeSet<>(values.keySet())) {
            if (!asked.contains(option)) {
                throw new ChannelOptionException(
                        option,
                        "unknown option"
                                + NearestName.suggestion(option, asked)
                                + "; known: "
                                + String.join(", ", asked));
            }
        }
    }

    @Override
    public String toString() {
        return "ChannelOptions" + new TreeSet<>(values.keySet());
    }
}
