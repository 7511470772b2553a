package io.cardwatch.operator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cardwatch.alert.Severity;
import java.io.IOException;
import java.time.Instant;

/** A candidate that has to wait, as JSON; what an earlier build wrote is read as well. */
final class CandidateCodec implements WaitingRoom.Codec<AlertCandidate> {
    static final CandidateCodec INSTANCE = new CandidateCodec();

    /** Times are decimals, and a double has no room for their nanoseconds. */
    private final JsonMapper mapper =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private CandidateCodec() {}

    @Override
    public byte[] encode(AlertCandidate value) throws IOException {
        return mapper.writeValueAsBytes(value);
    }

    @Override
    public AlertCandidate decode(byte[] bytes) throws IOException {
        ObjectNode candidate = (ObjectNode) mapper.readTree(bytes);
        if (!candidate.has("severity")) {
            // It waits since before candidates said what holds for them: rather one alert too many.
            candidate.put("severity", Severity.HIGH.wireName());
            candidate.put("cooldownMillis", 0);
            candidate.put("budgetPerDay", Integer.MAX_VALUE);
        }
        if (!candidate.has("time")) {
            Instant eventTime = mapper.treeToValue(candidate.get("eventTime"), Instant.class);
            candidate.put("time", eventTime.toEpochMilli());
        }
        return mapper.treeToValue(candidate, AlertCandidate.class);
    }
}
