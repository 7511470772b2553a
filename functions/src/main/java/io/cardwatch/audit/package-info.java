/** What is proven later: decisions, and the chain that nothing can be taken out of unseen. */
@NullMarked
package io.cardwatch.audit;

import org.jspecify.annotations.NullMarked;
