/** What makes the jobs forget a cardholder, and what they say when they have. */
@NullMarked
package io.cardwatch.erasure;

import org.jspecify.annotations.NullMarked;
