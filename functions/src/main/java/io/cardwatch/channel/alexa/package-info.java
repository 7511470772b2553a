/** Notices by Alexa that there is a message (proactive events), without what it says. */
@NullMarked
package io.cardwatch.channel.alexa;

import org.jspecify.annotations.NullMarked;
