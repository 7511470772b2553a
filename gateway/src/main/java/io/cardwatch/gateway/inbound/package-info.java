/** What providers brought, and what is done about it. */
@NullMarked
package io.cardwatch.gateway.inbound;

import org.jspecify.annotations.NullMarked;
