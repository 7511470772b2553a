/** What the JSON of all topics has in common. */
@NullMarked
package io.cardwatch.json;

import org.jspecify.annotations.NullMarked;
