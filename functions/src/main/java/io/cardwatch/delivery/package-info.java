/** What becomes of an alert on its way to its cardholder; pure Java. */
@NullMarked
package io.cardwatch.delivery;

import org.jspecify.annotations.NullMarked;
