package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;

/**
 * The banks' own hub, where a demo's phones are.
 *
 * @param channel the channel's name in consents
 * @param url where delivery posts messages
 * @param secret the file with the secret that hub and gateway sign with
 * @param replySecret the file with the secret that answer buttons are signed with
 */
public record HubSettings(String channel, URI url, Path secret, Path replySecret) {
    public HubSettings {
        requireNonNull(channel, "channel");
        requireNonNull(url, "url");
        requireNonNull(secret, "secret");
        requireNonNull(replySecret, "replySecret");
    }
}
