package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.FeedProfile;
import java.nio.file.Path;
import java.util.List;

/**
 * What both jobs are submitted with.
 *
 * @param bootstrapServers the broker
 * @param feeds one per bank
 * @param rules the rule file
 * @param secret the file with the hashing secret
 * @param console the file that the console channel writes to
 * @param templates the folder of message templates
 */
public record JobSettings(
        String bootstrapServers,
        List<FeedProfile> feeds,
        Path rules,
        Path secret,
        Path console,
        Path templates) {
    public JobSettings {
        requireNonNull(bootstrapServers, "bootstrapServers");
        feeds = List.copyOf(feeds);
        requireNonNull(rules, "rules");
        requireNonNull(secret, "secret");
        requireNonNull(console, "console");
        requireNonNull(templates, "templates");
    }
}
