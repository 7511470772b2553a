/** The commands on opt-ins: giving, ending, showing, proving and erasing them. */
@NullMarked
package io.cardwatch.cli.consent;

import org.jspecify.annotations.NullMarked;
