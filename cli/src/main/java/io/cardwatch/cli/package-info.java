/** The cardwatch command: wiring, exit codes, what goes to the terminal. */
@NullMarked
package io.cardwatch.cli;

import org.jspecify.annotations.NullMarked;
