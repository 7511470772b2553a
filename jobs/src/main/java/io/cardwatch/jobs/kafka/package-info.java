/** The edge to Kafka: topics, what is read from them and what is written to them. */
@NullMarked
package io.cardwatch.jobs.kafka;

import org.jspecify.annotations.NullMarked;
