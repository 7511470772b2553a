package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demo runs on.
 *
 * @param events files of events
 * @param mapping how to read them where they are foreign CSV, or null
 * @param rules the rule file
 * @param templates the folder of message templates
 * @param consents whose consents
 * @param labels file of what became known of the events, or null
 * @param parallelism of each job
 * @param shownMessages how many messages are shown in full
 * @param pace where phones are shown on a page: how long the last fifth of the events takes; null
 *     where there is no page
 */
record DemoOptions(
        List<Path> events,
        @Nullable Path mapping,
        Path rules,
        Path templates,
        ConsentChoice consents,
        @Nullable Path labels,
        int parallelism,
        int shownMessages,
        @Nullable Duration pace) {
    DemoOptions {
        events = List.copyOf(events);
        requireNonNull(rules, "rules");
        requireNonNull(templates, "templates");
        requireNonNull(consents, "consents");
    }
}
