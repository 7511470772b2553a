/** A seeded generator of synthetic card events, their labels and the consents of their people. */
@NullMarked
package io.cardwatch.sample;

import org.jspecify.annotations.NullMarked;
