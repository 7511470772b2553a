/** The jobs' configuration files: every option once, with its type, default and description. */
@NullMarked
package io.cardwatch.jobs.config;

import org.jspecify.annotations.NullMarked;
