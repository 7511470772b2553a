/** The command that shows messages as their users would see them. */
@NullMarked
package io.cardwatch.cli.preview;

import org.jspecify.annotations.NullMarked;
