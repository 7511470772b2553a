/** What a cardholder reads: templates, and the messages made of them. */
@NullMarked
package io.cardwatch.message;

import org.jspecify.annotations.NullMarked;
