package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.KeyHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.junit.jupiter.api.Test;

class PutInOrderTest {
    private static final Duration TIME_TO_LIVE = Duration.ofHours(1);
    private static final String CANARY = "payload-canary";

    private record Note(int key, long time, long tie, String text) {}

    @Test
    void shouldHoldBackUntilTheWatermarkAndThenGoByTimeAndTie() throws Exception {
        try (var order = order(100)) {
            order.open();
            order.first(new Note(1, 2_000, 5, "third"));
            order.first(new Note(1, 1_000, 9, "first"));
            order.first(new Note(1, 2_000, 4, "second"));
            order.first(new Note(1, 3_000, 0, "fourth"));
            assertThat(order.takeOutput()).isEmpty();

            order.watermark(1_999);
            assertThat(texts(order)).containsExactly("first");
            order.watermark(2_000);
            assertThat(texts(order)).containsExactly("second", "third");
            order.watermark(Long.MAX_VALUE - 1);
            assertThat(texts(order)).containsExactly("fourth");
            assertThat(order.stateEntries()).isZero();
            assertThat(order.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void shouldReleaseBeforeTheWatermarkGoesOn() throws Exception {
        try (var order = order(100)) {
            order.open();
            order.first(new Note(1, 1_000, 0, "one"));
            order.watermark(1_000);
            assertThat(order.getOutput().toArray()[0].toString()).startsWith("Record");
            assertThat(order.getOutput().toArray()[1].toString()).startsWith("Watermark");
        }
    }

    @Test
    void shouldGiveOneOrderWhateverTheOrderOfArrival() throws Exception {
        List<Note> notes = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            notes.add(new Note(i % 7, random.nextInt(40), random.nextInt(3), "text-" + i));
        }
        List<List<String>> orders = new ArrayList<>();
        for (int run = 0; run < 4; run++) {
            Collections.shuffle(notes, random);
            try (var order = order(1_000)) {
                order.open();
                for (Note note : notes) {
                    order.first(note);
                }
                order.watermark(100);
                orders.add(
                        order.takeOutput().stream()
                                .sorted(Comparator.comparingInt(Note::key))
                                .map(Note::text)
                                .toList());
            }
        }
        assertThat(orders.get(0)).hasSize(300);
        assertThat(orders).allMatch(orders.get(0)::equals);
    }

    @Test
    void shouldLetPassAtOnceWhatHasNoPlace() throws Exception {
        try (var order = order(100)) {
            order.open();
            order.first(new Note(1, 1_000, 0, "waits"));
            order.first(new Note(1, -1, 0, "passes"));
            assertThat(texts(order)).containsExactly("passes");
        }
    }

    @Test
    void shouldCountWhatComesBehindTheWatermark() throws Exception {
        try (var order = order(100)) {
            order.open();
            order.watermark(1_000);
            order.first(new Note(1, 1_000, 0, "late"));
            order.watermark(5_000);
            assertThat(order.takeOutput()).isEmpty();
            assertThat(order.count(CardwatchMetrics.RECORDS_BEHIND_WATERMARK)).isEqualTo(1);
        }
    }

    @Test
    void shouldLetALateOneGoOnAtOnceWhereItMayAndStillCountIt() throws Exception {
        try (var order = order(100)) {
            order.open();
            order.watermark(1_000);
            order.first(new Note(1, 1_000, 0, Notes.GOES_ON_LATE));
            assertThat(texts(order)).containsExactly(Notes.GOES_ON_LATE);
            assertThat(order.count(CardwatchMetrics.RECORDS_BEHIND_WATERMARK)).isEqualTo(1);
            assertThat(order.stateEntries()).isZero();
        }
    }

    @Test
    void shouldCountAndDropWhatThisBuildCannotReadAndLetTheRestGo() throws Exception {
        try (var order = order(2)) {
            order.open();
            order.first(new Note(1, 1_000, 0, Notes.UNREADABLE));
            order.first(new Note(1, 1_000, 1, "read"));
            order.watermark(1_000);
            assertThat(texts(order)).containsExactly("read");
            assertThat(order.count(CardwatchMetrics.RECORDS_UNREADABLE)).isEqualTo(1);
            order.first(new Note(1, 2_000, 0, Notes.UNREADABLE));
            order.first(new Note(1, 3_000, 0, "room for two again"));
            order.watermark(3_000);
            assertThat(texts(order)).containsExactly("room for two again");
            assertThat(order.count(CardwatchMetrics.RECORDS_UNREADABLE)).isEqualTo(2);
        }
    }

    @Test
    void shouldCountWhatFindsNoRoomAndTakeMoreInOnceThereIsAgain() throws Exception {
        try (var order = order(2)) {
            order.open();
            order.first(new Note(1, 1_000, 0, "a"));
            order.first(new Note(2, 1_000, 0, "b"));
            order.first(new Note(3, 1_000, 0, "no room"));
            order.watermark(1_000);
            order.first(new Note(3, 2_000, 0, "c"));
            order.watermark(2_000);
            assertThat(texts(order)).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(order.count(CardwatchMetrics.RECORDS_OUT_OF_ROOM)).isEqualTo(1);
        }
    }

    @Test
    void shouldShowNothingOfWhatWaitsInASnapshot() throws Exception {
        try (var order = order(100)) {
            order.open();
            order.first(new Note(1, 1_000, 0, CANARY));
            assertThat(KeyedHarness.plainBytes(order.snapshot())).doesNotContain(CANARY);
            order.watermark(1_000);
            assertThat(texts(order)).containsExactly(CANARY);
        }
    }

    @Test
    void shouldForgetByTheMachinesClockWhereTheWatermarkStops() throws Exception {
        try (var order = order(100)) {
            order.open();
            order.setStateTtlProcessingTime(0);
            order.first(new Note(1, 1_000, 0, "a"));
            order.setStateTtlProcessingTime(TIME_TO_LIVE.toMillis() + 1);
            order.watermark(1_000);
            assertThat(order.takeOutput()).isEmpty();
        }
    }

    @Test
    void shouldCountWhatExpiredAndHaveItsRoomAgain() throws Exception {
        try (var order = order(3)) {
            order.open();
            order.setStateTtlProcessingTime(0);
            order.first(new Note(1, 1_000, 0, "expires"));
            order.first(new Note(1, 1_000, 1, "expires too"));
            order.first(new Note(2, 1_000, 0, "and of another key"));
            order.setStateTtlProcessingTime(TIME_TO_LIVE.toMillis() + 1);
            order.watermark(1_000);
            assertThat(order.count(CardwatchMetrics.RECORDS_EXPIRED)).isEqualTo(3);

            for (int i = 0; i < 3; i++) {
                order.first(new Note(1, 2_000, i, "stays"));
            }
            order.watermark(2_000);
            assertThat(texts(order)).hasSize(3);
            assertThat(order.count(CardwatchMetrics.RECORDS_OUT_OF_ROOM)).isZero();
            assertThat(order.count(CardwatchMetrics.RECORDS_EXPIRED)).isEqualTo(3);
            assertThat(order.stateEntries()).isZero();
        }
    }

    @Test
    void shouldCountWhatExpiredBeforeARestart() throws Exception {
        OperatorSubtaskState snapshot;
        try (var order = order(100)) {
            order.open();
            order.setStateTtlProcessingTime(0);
            order.first(new Note(1, 1_000, 0, "expires"));
            order.first(new Note(1, 1_000, 1, "expires too"));
            snapshot = order.snapshot();
        }
        try (var order = order(100)) {
            order.initializeState(snapshot);
            order.open();
            order.setStateTtlProcessingTime(TIME_TO_LIVE.toMillis() + 1);
            order.watermark(1_000);
            assertThat(order.takeOutput()).isEmpty();
            assertThat(order.count(CardwatchMetrics.RECORDS_EXPIRED)).isEqualTo(2);
            assertThat(order.stateEntries()).isZero();
        }
    }

    @Test
    void shouldKeepWhatWaitsFromTwoToFourToOneSubtasks() throws Exception {
        List<String> texts = new ArrayList<>();
        List<OperatorSubtaskState> two = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (var order = order(100, 2, subtask)) {
                order.open();
                for (int key = 0; key < 20; key++) {
                    if (Rescale.subtaskOf(keyOf(key), 2) == subtask) {
                        order.first(new Note(key, 1_000 + key % 3, key, "text-" + key));
                    }
                }
                two.add(order.snapshot());
            }
        }
        List<OperatorSubtaskState> four = new ArrayList<>();
        for (int subtask = 0; subtask < 4; subtask++) {
            try (var order = order(100, 4, subtask)) {
                order.initializeState(Rescale.share(two, 4, subtask));
                order.open();
                order.watermark(1_000);
                texts.addAll(texts(order));
                four.add(order.snapshot());
            }
        }
        assertThat(texts).hasSize(7);
        try (var order = order(100)) {
            order.initializeState(Rescale.share(four, 1, 0));
            order.open();
            order.watermark(1_002);
            texts.addAll(texts(order));
            assertThat(order.stateEntries()).isZero();
        }
        assertThat(texts).hasSize(20).doesNotHaveDuplicates();
    }

    private static List<String> texts(KeyedHarness<Note, Void, Note> order) {
        return order.takeOutput().stream().map(Note::text).toList();
    }

    private static KeyHash keyOf(int key) {
        return new KeyHash(key * 0x9E3779B97F4A7C15L, key);
    }

    private static KeyedHarness<Note, Void, Note> order(int room) throws Exception {
        return order(room, 1, 0);
    }

    private static KeyedHarness<Note, Void, Note> order(int room, int parallelism, int subtask)
            throws Exception {
        return KeyedHarness.oneInput(
                SimpleOperatorFactory.of(
                        new KeyedProcessOperator<>(
                                new PutInOrder<>(
                                        new Notes(), TestingJob.SECRET, room, TIME_TO_LIVE))),
                note -> keyOf(note.key()),
                parallelism,
                subtask);
    }

    private static final class Notes implements Ordered<Note> {
        private static final String GOES_ON_LATE = "goes on late";
        private static final String UNREADABLE = "unreadable";

        @Override
        public boolean waits(Note note) {
            return note.time() >= 0;
        }

        @Override
        public long time(Note note) {
            return note.time();
        }

        @Override
        public boolean goesOnLate(Note note) {
            return note.text().equals(GOES_ON_LATE);
        }

        @Override
        public String tie(Note note) {
            return "%03d".formatted(note.tie());
        }

        @Override
        public byte[] encode(Note note) {
            byte[] text = note.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return ByteBuffer.allocate(20 + text.length)
                    .putInt(note.key())
                    .putLong(note.time())
                    .putLong(note.tie())
                    .put(text)
                    .array();
        }

        @Override
        public Note decode(byte[] bytes) throws IOException {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int key = in.getInt();
            long time = in.getLong();
            long tie = in.getLong();
            byte[] text = new byte[in.remaining()];
            in.get(text);
            Note note =
                    new Note(
                            key,
                            time,
                            tie,
                            new String(text, java.nio.charset.StandardCharsets.UTF_8));
            if (note.text().equals(UNREADABLE)) {
                throw new IOException("of another form");
            }
            return note;
        }
    }
}
