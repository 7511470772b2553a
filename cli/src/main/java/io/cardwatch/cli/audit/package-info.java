/** The command {@code audit}: appends decisions to their chain, and verifies it. */
@NullMarked
package io.cardwatch.cli.audit;

import org.jspecify.annotations.NullMarked;
