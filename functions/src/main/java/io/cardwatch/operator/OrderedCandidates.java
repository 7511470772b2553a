package io.cardwatch.operator;

import java.io.IOException;

/** Candidates before the gate: by the event's time and the alert's id, as at the stages. */
final class OrderedCandidates implements Ordered<AlertCandidate> {
    @Override
    public boolean waits(AlertCandidate candidate) {
        return true;
    }

    @Override
    public long time(AlertCandidate candidate) {
        return candidate.time();
    }

    /** None comes late: it was let go in front of the watermark, as its event. */
    @Override
    public boolean goesOnLate(AlertCandidate candidate) {
        return false;
    }

    @Override
    public String tie(AlertCandidate candidate) {
        return candidate.alertId();
    }

    @Override
    public byte[] encode(AlertCandidate candidate) throws IOException {
        return CandidateCodec.INSTANCE.encode(candidate);
    }

    @Override
    public AlertCandidate decode(byte[] bytes) throws IOException {
        return CandidateCodec.INSTANCE.decode(bytes);
    }
}
