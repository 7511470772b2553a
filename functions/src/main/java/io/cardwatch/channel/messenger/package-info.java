/** Messages through a page on Messenger. */
@NullMarked
package io.cardwatch.channel.messenger;

import org.jspecify.annotations.NullMarked;
