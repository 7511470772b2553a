/**
 * The analyst's loop without Flink and Kafka: files of events in, what the rules make of each event
 * out.
 */
@NullMarked
package io.cardwatch.cli.replay;

import org.jspecify.annotations.NullMarked;
