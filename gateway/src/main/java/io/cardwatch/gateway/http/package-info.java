/** The gateway's HTTP server, without a word of what it serves. */
@NullMarked
package io.cardwatch.gateway.http;

import org.jspecify.annotations.NullMarked;
