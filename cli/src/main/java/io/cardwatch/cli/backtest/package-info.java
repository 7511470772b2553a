/** How well rules do on a file of events, in figures. */
@NullMarked
package io.cardwatch.cli.backtest;

import org.jspecify.annotations.NullMarked;
