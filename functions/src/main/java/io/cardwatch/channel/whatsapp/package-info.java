/** Messages through a business's number on WhatsApp. */
@NullMarked
package io.cardwatch.channel.whatsapp;

import org.jspecify.annotations.NullMarked;
