/** Message channels and the text that goes through them. */
@NullMarked
package io.cardwatch.channel;

import org.jspecify.annotations.NullMarked;
