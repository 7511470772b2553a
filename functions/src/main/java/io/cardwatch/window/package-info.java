/** Exact sliding-window aggregates of one key and their binary form. Pure Java. */
@NullMarked
package io.cardwatch.window;

import org.jspecify.annotations.NullMarked;
