package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.DimensionStage;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.Stage;
import io.cardwatch.window.KeyState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredKeyStateTest {
    private EnginePlan plan;
    private DimensionStage stage;

    @BeforeEach
    void plan() throws Exception {
        plan = TestingJob.rules().plan();
        Stage card = plan.stage(0, TestingJob.HASHER);
        card.open("northbank", RulesUpdate.FILE, plan.rules());
        stage = card.of("northbank");
    }

    @Test
    void shouldGoOnAfterARoundTripAsIfThereHadBeenNone() throws Exception {
        StoredKeyState stored = StoredKeyState.of(stage.newState());
        take(stored, "a", 0);
        stored.timer(77);
        StoredKeyState read =
                TestingSerializers.roundTrip(StoredKeyStateSerializer.INSTANCE, stored);
        assertThat(read.timer()).isEqualTo(77);
        assertThat(take(read, "b", 1)).containsExactly(take(stored, "b", 1));
    }

    @Test
    void shouldStayAsItIsWhileNobodyOpensIt() throws Exception {
        StoredKeyState stored = StoredKeyState.of(stage.newState());
        take(stored, "a", 0);
        byte[] bytes = TestingSerializers.write(StoredKeyStateSerializer.INSTANCE, stored);
        StoredKeyState read = TestingSerializers.read(StoredKeyStateSerializer.INSTANCE, bytes);
        assertThat(TestingSerializers.write(StoredKeyStateSerializer.INSTANCE, read))
                .isEqualTo(bytes);
        assertThat(TestingSerializers.write(StoredKeyStateSerializer.INSTANCE, stored))
                .isEqualTo(bytes);
    }

    @Test
    void shouldCopyOpenStateSoThatASnapshotDoesNotSeeLaterEvents() throws Exception {
        StoredKeyState stored = StoredKeyState.of(stage.newState());
        take(stored, "a", 0);
        StoredKeyState copy = StoredKeyStateSerializer.INSTANCE.copy(stored);
        byte[] before = TestingSerializers.write(StoredKeyStateSerializer.INSTANCE, copy);
        take(stored, "b", 1);
        stored.timer(5);
        assertThat(TestingSerializers.write(StoredKeyStateSerializer.INSTANCE, copy))
                .isEqualTo(before);
    }

    @Test
    void shouldCopyClosedStateThatIsOpenedLater() throws Exception {
        StoredKeyState stored = StoredKeyState.of(stage.newState());
        take(stored, "a", 0);
        byte[] bytes = TestingSerializers.write(StoredKeyStateSerializer.INSTANCE, stored);
        StoredKeyState closed = TestingSerializers.read(StoredKeyStateSerializer.INSTANCE, bytes);
        StoredKeyState copy = StoredKeyStateSerializer.INSTANCE.copy(closed);
        take(closed, "b", 1);
        assertThat(TestingSerializers.write(StoredKeyStateSerializer.INSTANCE, copy))
                .isEqualTo(bytes);
    }

    private double[] take(StoredKeyState stored, String id, long seconds) throws Exception {
        KeyState windows = stored.open(stage);
        EventInFlight event = TestingJob.inFlight(plan, TestingJob.event(id, seconds).build());
        stage.admit(windows, event);
        stage.apply(windows, event);
        return event.features();
    }
}
