/** Messages shown on a screen or in a file, for demonstrations. */
@NullMarked
package io.cardwatch.channel.console;

import org.jspecify.annotations.NullMarked;
