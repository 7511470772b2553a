/** A sample of what a bank has of its own; not for production. */
@NullMarked
package io.cardwatch.gateway.sample;

import org.jspecify.annotations.NullMarked;
