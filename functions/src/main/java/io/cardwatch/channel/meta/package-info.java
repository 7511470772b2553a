/** What Meta's channels have in common: the Graph API, its errors and its rules on content. */
@NullMarked
package io.cardwatch.channel.meta;

import org.jspecify.annotations.NullMarked;
