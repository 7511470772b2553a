package io.cardwatch.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ListAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainVerifierTest {
    private static final int LENGTH = 12;

    private final List<byte[]> chain = TestingChain.of(LENGTH);

    @Test
    void shouldHoldWhatWasWritten() {
        ChainReport report = TestingChain.verify(chain, anchor(5), anchor(LENGTH));

        assertThat(report.holds()).isTrue();
        assertThat(report.records()).isEqualTo(LENGTH);
        assertThat(report.head()).isEqualTo(anchor(LENGTH));
        assertThat(report.firstAt()).isEqualTo(TestingDecisions.AT);
        assertThat(report.lastAt()).isEqualTo(TestingDecisions.AT.plusMillis(LENGTH - 1));
    }

    @Test
    void shouldHoldAnEmptyChainUnlessMoreWasNoted() {
        assertThat(TestingChain.verify(List.of()).holds()).isTrue();
        assertBreaks(TestingChain.verify(List.of(), anchor(1)))
                .containsExactly(tuple(ChainBreak.Kind.CUT_OFF, 1L));
    }

    @Test
    void shouldFindARemovedRecord() {
        chain.remove(4);
        assertBreaks(TestingChain.verify(chain))
                .containsExactly(tuple(ChainBreak.Kind.REMOVED, 5L));
    }

    @Test
    void shouldFindTheBeginningRemoved() {
        chain.subList(0, 3).clear();
        ChainReport report = TestingChain.verify(chain);
        assertBreaks(report).containsExactly(tuple(ChainBreak.Kind.REMOVED, 1L));
        assertThat(report.breaks().get(0).words()).isEqualTo("records 1 to 3 are missing");
    }

    @Test
    void shouldFindAnEndCutOffByAnAnchorAlone() {
        ChainHead noted = anchor(LENGTH);
        chain.subList(LENGTH - 2, LENGTH).clear();

        assertThat(TestingChain.verify(chain).holds()).isTrue();
        assertBreaks(TestingChain.verify(chain, noted))
                .containsExactly(tuple(ChainBreak.Kind.CUT_OFF, 11L));
    }

    @Test
    void shouldFindARewrittenEndByAnAnchorAlone() {
        ChainHead noted = anchor(LENGTH);
        List<byte[]> rewritten = new ArrayList<>(chain.subList(0, 8));
        rewritten.addAll(TestingChain.behind(anchor(8), LENGTH - 8, 500));

        assertThat(TestingChain.verify(rewritten).holds()).isTrue();
        assertBreaks(TestingChain.verify(rewritten, noted))
                .containsExactly(tuple(ChainBreak.Kind.REWRITTEN, (long) LENGTH));
    }

    @Test
    void shouldHoldTheChainAgainstEachOfTwoAnchorsOfOneRecord() {
        ChainHead other = new ChainHead(5, "a".repeat(64));
        assertBreaks(TestingChain.verify(chain, other, anchor(5)))
                .containsExactly(tuple(ChainBreak.Kind.REWRITTEN, 5L));
    }

    @Test
    void shouldFindAChangedRecord() {
        chain.set(4, text(4).replace("accepted", "rejected").getBytes(UTF_8));
        assertBreaks(TestingChain.verify(chain))
                .containsExactly(tuple(ChainBreak.Kind.CHANGED, 5L));
    }

    @Test
    void shouldFindARecordThatWasChangedTogetherWithItsHash() {
        chain.set(4, TestingChain.behind(anchor(4), 1, 500).get(0));
        assertBreaks(TestingChain.verify(chain))
                .containsExactly(tuple(ChainBreak.Kind.CHANGED, 5L));
    }

    @Test
    void shouldFindSomethingAddedToARecord() {
        chain.set(4, text(4).replace("\"seq\":5", "\"seq\":5,\"x\":1").getBytes(UTF_8));
        assertBreaks(TestingChain.verify(chain))
                .containsExactly(tuple(ChainBreak.Kind.CHANGED, 5L));
    }

    @Test
    void shouldFindTwoRecordsInEachOthersPlace() {
        Collections.swap(chain, 4, 5);
        assertBreaks(TestingChain.verify(chain))
                .containsExactly(tuple(ChainBreak.Kind.REORDERED, 5L));
    }

    @Test
    void shouldFindARepeatedRecord() {
        chain.add(5, chain.get(4));
        chain.add(chain.get(2));
        assertBreaks(TestingChain.verify(chain))
                .containsExactly(
                        tuple(ChainBreak.Kind.REPEATED, 5L), tuple(ChainBreak.Kind.REPEATED, 3L));
    }

    /** What two appenders at once would write. */
    @Test
    void shouldFindAFork() {
        chain.addAll(5, TestingChain.behind(anchor(3), 2, 500));
        assertBreaks(TestingChain.verify(chain))
                .containsExactly(
                        tuple(ChainBreak.Kind.FORKED, 4L), tuple(ChainBreak.Kind.FORKED, 5L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"seq\":5}", "\u0000", "{\"seq\":5,\"seq\":6}"})
    void shouldGoOnBehindWhatIsNoRecord(String text) {
        chain.set(4, text.getBytes(UTF_8));
        chain.remove(7);
        assertBreaks(TestingChain.verify(chain))
                .containsExactly(
                        tuple(ChainBreak.Kind.UNREADABLE, 5L), tuple(ChainBreak.Kind.REMOVED, 8L));
    }

    @Test
    void shouldTellOfSomeBreaksAndCountAll() {
        List<byte[]> broken = new ArrayList<>(TestingChain.of(250));
        for (int i = 0; i < 250; i++) {
            broken.set(i, "{}".getBytes(UTF_8));
        }
        ChainReport report = TestingChain.verify(broken);
        assertThat(report.breaks()).hasSize(ChainVerifier.MOST_TOLD);
        assertThat(report.broken()).isEqualTo(250);
    }

    @Property
    void shouldFindAnyRecordRemoved(@ForAll @IntRange(max = LENGTH - 2) int at) {
        List<byte[]> records = new ArrayList<>(chain);
        records.remove(at);
        assertBreaks(TestingChain.verify(records))
                .containsExactly(tuple(ChainBreak.Kind.REMOVED, at + 1L));
    }

    @Property
    void shouldFindAnyTwoRecordsSwapped(
            @ForAll @IntRange(max = LENGTH - 1) int one,
            @ForAll @IntRange(max = LENGTH - 1) int other) {
        List<byte[]> records = new ArrayList<>(chain);
        Collections.swap(records, one, other);
        assertThat(TestingChain.verify(records).holds()).isEqualTo(one == other);
    }

    @Property
    void shouldFindAnyRecordDuplicatedAnywhere(
            @ForAll @IntRange(max = LENGTH - 1) int which, @ForAll @IntRange(max = LENGTH) int to) {
        List<byte[]> records = new ArrayList<>(chain);
        records.add(to, chain.get(which));
        assertThat(TestingChain.verify(records).holds()).isFalse();
    }

    /** Any byte of any record; what JSON reads as the same is no change of what it says. */
    @Property(tries = 3_000)
    void shouldFindAnyByteChanged(
            @ForAll @IntRange(max = LENGTH - 1) int which,
            @ForAll @IntRange(max = 10_000) int place,
            @ForAll byte value) {
        List<byte[]> records = new ArrayList<>(chain);
        byte[] changed = records.get(which).clone();
        int at = place % changed.length;
        boolean same = changed[at] == value;
        changed[at] = value;
        records.set(which, changed);
        assertThat(TestingChain.verify(records, anchor(LENGTH)).holds()).isEqualTo(same);
    }

    private static ListAssert<Tuple> assertBreaks(ChainReport report) {
        return assertThat(report.breaks())
                .hasSize((int) report.broken())
                .extracting(found -> tuple(found.kind(), found.seq()))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Tuple.class));
    }

    private static ChainHead anchor(int seq) {
        byte[] record = TestingChain.of(seq).get(seq - 1);
        return requireNonNull(AuditRecord.decode(record)).head();
    }

    private String text(int at) {
        return new String(chain.get(at), UTF_8);
    }
}
