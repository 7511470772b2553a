/** The contract of message channels; one package below for each. */
@NullMarked
package io.cardwatch.channel;

import org.jspecify.annotations.NullMarked;
