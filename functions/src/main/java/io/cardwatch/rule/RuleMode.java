package io.cardwatch.rule;

import java.util.Locale;

/** Whether a rule's findings count. */
public enum RuleMode {
    /** Its score counts and may alert. */
    LIVE,
    /** It is evaluated and counted, and never alerts. */
    SHADOW,
    /** It is checked when the file is read and not evaluated. */
    OFF;

    /** The word of the rule language. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
