/** The command {@code channels}: the kill switch of delivery, for all channels or one. */
@NullMarked
package io.cardwatch.cli.channels;

import org.jspecify.annotations.NullMarked;
