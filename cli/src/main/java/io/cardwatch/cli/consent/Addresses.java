package io.cardwatch.cli.consent;

/** Addresses as they may stand on a screen that others see. */
final class Addresses {
    private static final int SHOWN = 2;
    private static final int LONG_ENOUGH = 6;

    private Addresses() {}

    /** Only its last two characters, and of a mail address its domain; none of a short one. */
    static String masked(String address) {
        int at = address.lastIndexOf('@');
        if (at >= 0) {
            return "***" + address.substring(at);
        }
        return address.length() < LONG_ENOUGH
                ? "***"
                : "***" + address.substring(address.length() - SHOWN);
    }
}
