/** Opt-ins and the only place that turns one into a permit to send. */
@NullMarked
package io.cardwatch.consent;

import org.jspecify.annotations.NullMarked;
