/** One kind of endpoint for each kind of provider: it proves who calls and reads what they say. */
@NullMarked
package io.cardwatch.gateway.provider;

import org.jspecify.annotations.NullMarked;
