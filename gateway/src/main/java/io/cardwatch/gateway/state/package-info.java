/** What the gateway knows, read from topics and kept in memory. */
@NullMarked
package io.cardwatch.gateway.state;

import org.jspecify.annotations.NullMarked;
