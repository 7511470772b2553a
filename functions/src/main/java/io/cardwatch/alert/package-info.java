/** Alerts, their ids, reasons, cooldown and budget. */
@NullMarked
package io.cardwatch.alert;

import org.jspecify.annotations.NullMarked;
