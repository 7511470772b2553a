/** What changes for cardholders and analysts when one rule set takes another's place. */
@NullMarked
package io.cardwatch.cli.compare;

import org.jspecify.annotations.NullMarked;
