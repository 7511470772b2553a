/** Searches a rule file's numbers on labelled events, and writes a new file. */
@NullMarked
package io.cardwatch.cli.tune;

import org.jspecify.annotations.NullMarked;
