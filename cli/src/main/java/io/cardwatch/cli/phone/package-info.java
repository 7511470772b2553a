/** The demo's page: cardholders' phones, and the bank's view of what they answer. */
@NullMarked
package io.cardwatch.cli.phone;

import org.jspecify.annotations.NullMarked;
