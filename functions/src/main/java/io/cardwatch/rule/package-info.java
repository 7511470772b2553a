/**
 * The rule language: a rule file becomes a validated rule set, and that becomes compiled
 * conditions.
 */
@NullMarked
package io.cardwatch.rule;

import org.jspecify.annotations.NullMarked;
