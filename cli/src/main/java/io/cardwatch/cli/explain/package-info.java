/** Why an event made an alert, or made none. */
@NullMarked
package io.cardwatch.cli.explain;

import org.jspecify.annotations.NullMarked;
