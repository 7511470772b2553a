/** What the commands say, and how: the terminal and the exit codes. */
@NullMarked
package io.cardwatch.cli.console;

import org.jspecify.annotations.NullMarked;
