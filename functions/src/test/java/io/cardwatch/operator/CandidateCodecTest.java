package io.cardwatch.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.Severity;
import org.junit.jupiter.api.Test;

class CandidateCodecTest {
    private static final AlertCandidate CANDIDATE =
            TestingCardholder.candidate("e-1", TestingJob.NOON);

    @Test
    void shouldReadWhatItWrote() throws Exception {
        byte[] bytes = CandidateCodec.INSTANCE.encode(CANDIDATE);
        assertThat(CandidateCodec.INSTANCE.decode(bytes)).isEqualTo(CANDIDATE);
    }

    @Test
    void shouldNotSuppressWhatWaitsSinceCandidatesSaidLess() throws Exception {
        String written =
                new String(CandidateCodec.INSTANCE.encode(CANDIDATE), UTF_8)
                        .replaceAll("\"(severity|cooldownMillis|budgetPerDay)\":[^,]*,", "");
        assertThat(written).doesNotContain("severity");
        AlertCandidate read = CandidateCodec.INSTANCE.decode(written.getBytes(UTF_8));
        assertThat(read.severity()).isEqualTo(Severity.HIGH);
        assertThat(read.budgetPerDay()).isEqualTo(Integer.MAX_VALUE);
        assertThat(read.findings()).isEqualTo(CANDIDATE.findings());
    }

    @Test
    void shouldReadTheTimeToTheNanosecond() throws Exception {
        AlertCandidate exact = TestingCardholder.candidate("e-1", TestingJob.NOON.plusNanos(7));
        byte[] bytes = CandidateCodec.INSTANCE.encode(exact);
        assertThat(CandidateCodec.INSTANCE.decode(bytes)).isEqualTo(exact);
    }

    @Test
    void shouldTakeTheEventsTimeForOneThatWaitsSinceCandidatesSaidNoOther() throws Exception {
        String written = new String(CandidateCodec.INSTANCE.encode(CANDIDATE), UTF_8);
        String before = written.replaceAll("\"time\":[^,]*,", "");
        assertThat(before).isNotEqualTo(written);
        assertThat(CandidateCodec.INSTANCE.decode(before.getBytes(UTF_8))).isEqualTo(CANDIDATE);
    }
}
