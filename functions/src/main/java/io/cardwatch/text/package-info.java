/** Help for whoever mistyped: what error messages of several packages share. */
@NullMarked
package io.cardwatch.text;

import org.jspecify.annotations.NullMarked;
