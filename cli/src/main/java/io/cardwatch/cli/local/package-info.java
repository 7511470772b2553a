/** A broker and a cluster inside this process, and the folder they live in. */
@NullMarked
package io.cardwatch.cli.local;

import org.jspecify.annotations.NullMarked;
