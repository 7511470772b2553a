/** How commands reach Kafka: the options that all have, and what is said where it fails. */
@NullMarked
package io.cardwatch.cli.kafka;

import org.jspecify.annotations.NullMarked;
