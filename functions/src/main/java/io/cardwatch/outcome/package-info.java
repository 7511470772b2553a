/** How alerts end: what their cardholders answer in time, or that nobody does. */
@NullMarked
package io.cardwatch.outcome;

import org.jspecify.annotations.NullMarked;
