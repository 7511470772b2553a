/** Notifications in the user's browser (web push, RFC 8030, 8291 and 8292). */
@NullMarked
package io.cardwatch.channel.webpush;

import org.jspecify.annotations.NullMarked;
