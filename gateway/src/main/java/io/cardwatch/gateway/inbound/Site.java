package io.cardwatch.gateway.inbound;

/**
 * Whose channel a provider calls for.
 *
 * @param bankId the bank
 * @param channel the channel's name, as consents have it
 */
public record Site(String bankId, String channel) {}
