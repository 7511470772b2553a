package io.cardwatch.event;

import java.util.Set;

/** The ISO 8583 response codes (DE39) that stand for an approval. */
public final class ResponseCodes {
    /**
     * Approved: in full (00), with identification (08), in part (10), for a VIP (11), and an
     * account that was verified without a reason to decline (85).
     */
    public static final Set<String> APPROVED = Set.of("00", "08", "10", "11", "85");

    private ResponseCodes() {}
}
