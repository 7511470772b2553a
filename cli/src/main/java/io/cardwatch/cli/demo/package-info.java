/** The demo: real events through both jobs, every one of them accounted for. */
@NullMarked
package io.cardwatch.cli.demo;

import org.jspecify.annotations.NullMarked;
