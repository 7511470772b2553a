/** What is submitted to Flink: the two jobs, their topologies and the ids of their operators. */
@NullMarked
package io.cardwatch.jobs;

import org.jspecify.annotations.NullMarked;
