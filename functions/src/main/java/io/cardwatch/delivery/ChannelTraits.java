package io.cardwatch.delivery;

/**
 * What delivery has to know of a channel.
 *
 * @param idempotent whether an attempt whose outcome is unknown may be made again
 * @param confirmsDelivery whether only a later report confirms that a message arrived
 */
public record ChannelTraits(boolean idempotent, boolean confirmsDelivery) {}
