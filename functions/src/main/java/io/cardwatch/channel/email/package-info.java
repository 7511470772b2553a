/** Messages as e-mail, over SMTP. */
@NullMarked
package io.cardwatch.channel.email;

import org.jspecify.annotations.NullMarked;
