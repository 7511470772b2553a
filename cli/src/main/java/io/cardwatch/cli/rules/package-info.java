/** The rules of running jobs: pushed, watched, gone back on. */
@NullMarked
package io.cardwatch.cli.rules;

import org.jspecify.annotations.NullMarked;
