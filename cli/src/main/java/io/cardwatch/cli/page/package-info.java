/** What all pages of the command line share: their look, and how text becomes markup. */
@NullMarked
package io.cardwatch.cli.page;

import org.jspecify.annotations.NullMarked;
