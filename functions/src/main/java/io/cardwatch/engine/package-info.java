/**
 * The one evaluator that the stream and the backtest share: event in, features and findings out.
 * Pure Java.
 */
@NullMarked
package io.cardwatch.engine;

import org.jspecify.annotations.NullMarked;
