/** Secrets: where they stand, and how they are read anew when they change. */
@NullMarked
package io.cardwatch.secret;

import org.jspecify.annotations.NullMarked;
