/** Opting in: enrolments, and the ways in which users complete them. */
@NullMarked
package io.cardwatch.gateway.optin;

import org.jspecify.annotations.NullMarked;
