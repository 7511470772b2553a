/** Files of card events, whoever reads them. */
@NullMarked
package io.cardwatch.cli.feed;

import org.jspecify.annotations.NullMarked;
