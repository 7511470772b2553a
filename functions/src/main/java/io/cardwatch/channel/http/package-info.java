/**
 * What channels over HTTP have in common: sending without blocking, and telling what became of it.
 */
@NullMarked
package io.cardwatch.channel.http;

import org.jspecify.annotations.NullMarked;
