package io.cardwatch.cli.channels;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an operator says of which channel, and where; the same of a pause and its end. */
final class ControlOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "CHANNEL",
            description = "The channel as consents name it, such as sms; default: all of them.")
    private @Nullable String channel;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who come after.")
    private @Nullable String reason;

    @Mixin private ControlTopicOptions topic = new ControlTopicOptions();

    /** The channel, or null for all. */
    @Nullable String channel() {
        return channel;
    }

    @Nullable String reason() {
        return reason;
    }

    ControlTopicOptions topic() {
        return topic;
    }
}
