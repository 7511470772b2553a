package io.cardwatch.audit;

import java.util.ArrayList;
import java.util.List;

/** Chains to test with. */
public final class TestingChain {
    private TestingChain() {}

    /** A chain of that many records, as they stand on the topic. */
    public static List<byte[]> of(int records) {
        return behind(ChainHead.START, records, 0);
    }

    /** That many records behind a head, of alerts with these numbers and up. */
    public static List<byte[]> behind(ChainHead start, int records, int firstAlert) {
        List<byte[]> chain = new ArrayList<>();
        ChainHead head = start;
        for (int i = 0; i < records; i++) {
            AuditRecord record = AuditRecord.after(head, TestingDecisions.accepted(firstAlert + i));
            head = record.head();
            chain.add(record.encode());
        }
        return chain;
    }

    /** What a verifier says of them, their places counted from 0. */
    public static ChainReport verify(List<byte[]> records, ChainHead... anchors) {
        ChainVerifier verifier = new ChainVerifier(List.of(anchors));
        for (int i = 0; i < records.size(); i++) {
            verifier.take(i, records.get(i));
        }
        return verifier.report();
    }
}
