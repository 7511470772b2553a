/** What an event costs in the engine, measured with JMH. */
@NullMarked
package io.cardwatch.bench;

import org.jspecify.annotations.NullMarked;
