package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.FeedProfile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What both jobs are submitted with.
 *
 * @param bootstrapServers the broker
 * @param feeds one per bank
 * @param rules the rule file
 * @param secret the file with the hashing secret
 * @param console the file that the console channel writes to
 * @param templates the folder of message templates
 * @param hub the hub that messages go to instead of the console, or null
 */
public record JobSettings(
        String bootstrapServers,
        List<FeedProfile> feeds,
        Path rules,
        Path secret,
        Path console,
        Path templates,
        @Nullable HubSettings hub) {
    public JobSettings {
        requireNonNull(bootstrapServers, "bootstrapServers");
        feeds = List.copyOf(feeds);
        requireNonNull(rules, "rules");
        requireNonNull(secret, "secret");
        requireNonNull(console, "console");
        requireNonNull(templates, "templates");
    }

    /** For messages on the console. */
    public JobSettings(
            String bootstrapServers,
            List<FeedProfile> feeds,
            Path rules,
            Path secret,
            Path console,
            Path templates) {
        this(bootstrapServers, feeds, rules, secret, console, templates, null);
    }
}
