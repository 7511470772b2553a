/** The thin Flink functions over the other packages, their state and serializers. */
@NullMarked
package io.cardwatch.operator;

import org.jspecify.annotations.NullMarked;
