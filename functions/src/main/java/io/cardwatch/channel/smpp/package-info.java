/** Text messages through a message centre that speaks SMPP 3.4. */
@NullMarked
package io.cardwatch.channel.smpp;

import org.jspecify.annotations.NullMarked;
