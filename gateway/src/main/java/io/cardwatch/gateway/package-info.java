/** The gateway: an HTTP server between messaging providers, banks and the topics. */
@NullMarked
package io.cardwatch.gateway;

import org.jspecify.annotations.NullMarked;
