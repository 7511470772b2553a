package io.cardwatch.gateway.state;

import io.cardwatch.engine.KeyHash;

/**
 * A cardholder on a channel.
 *
 * @param subject keyed hash of bank and cardholder
 * @param channel the channel's name
 */
public record SubjectChannel(KeyHash subject, String channel) {}
