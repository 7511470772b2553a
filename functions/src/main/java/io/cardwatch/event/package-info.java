/** Card events: the contract, its decoders and its checks. No Flink, no Kafka. */
@NullMarked
package io.cardwatch.event;

import org.jspecify.annotations.NullMarked;
