/** What a backtest found, as one page that any browser opens, on paper too, without a network. */
@NullMarked
package io.cardwatch.cli.report;

import org.jspecify.annotations.NullMarked;
