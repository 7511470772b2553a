/** What a cardholder may answer, and what proves that an answer is theirs. */
@NullMarked
package io.cardwatch.reply;

import org.jspecify.annotations.NullMarked;
