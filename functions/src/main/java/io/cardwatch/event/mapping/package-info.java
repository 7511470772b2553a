/** Foreign data: files of events, and the mapping files that say which column is which field. */
@NullMarked
package io.cardwatch.event.mapping;

import org.jspecify.annotations.NullMarked;
