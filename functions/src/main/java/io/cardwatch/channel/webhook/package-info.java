/** A bank's own notification hub, reached by signed webhooks. */
@NullMarked
package io.cardwatch.channel.webhook;

import org.jspecify.annotations.NullMarked;
