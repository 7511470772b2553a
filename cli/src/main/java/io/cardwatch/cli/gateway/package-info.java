/** The command {@code gateway}. */
@NullMarked
package io.cardwatch.cli.gateway;

import org.jspecify.annotations.NullMarked;
