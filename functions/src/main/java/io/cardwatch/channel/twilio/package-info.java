/** Text messages through Twilio's API. */
@NullMarked
package io.cardwatch.channel.twilio;

import org.jspecify.annotations.NullMarked;
