/** Rule sets on their way into running jobs: what is pushed. */
@NullMarked
package io.cardwatch.rollout;

import org.jspecify.annotations.NullMarked;
