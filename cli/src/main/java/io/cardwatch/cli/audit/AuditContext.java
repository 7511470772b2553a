package io.cardwatch.cli.audit;

import io.cardwatch.cli.console.Terminal;
import java.time.InstantSource;

/**
 * What the commands on the audit log work with.
 *
 * @param terminal where they write to
 * @param clock tells how far back a repetition may lie
 */
public record AuditContext(Terminal terminal, InstantSource clock) {
    /** The real ones. */
    public static AuditContext real(Terminal terminal) {
        return new AuditContext(terminal, InstantSource.system());
    }
}
