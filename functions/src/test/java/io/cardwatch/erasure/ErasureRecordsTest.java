package io.cardwatch.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErasureRecordsTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef";
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @EnumSource(ErasureStep.class)
    void shouldFitTheirSchemasAndReadBack(ErasureStep step) throws IOException {
        Erasure erasure = new Erasure("id", HASH, List.of(HASH), AT);
        assertThat(problems("erasure", erasure.json())).isEmpty();
        assertThat(Erasure.decode(erasure.json())).isEqualTo(erasure);

        ErasureStatus status = new ErasureStatus("id", step, 1, 0, 2, 3, AT, 9L);
        assertThat(problems("erasure-status", status.json())).isEmpty();
        assertThat(ErasureStatus.decode(status.json())).isEqualTo(status);
        assertThat(status.key()).isEqualTo("id|" + step.wireName() + "|0");
    }

    /** A plain reference in place of a hash is no erasure: the topic holds none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"erasureId\":\"i\",\"subject\":\"subject-1\",\"cards\":[],\"at\":\"2026-03-01T12:00:00Z\"}",
                "{\"erasureId\":\"i\",\"cards\":[]}",
                "no json"
            })
    void shouldNotReadWhatIsNone(String text) {
        assertThat(Erasure.decode(text.getBytes(UTF_8))).isNull();
    }

    private static List<String> problems(String schema, byte[] json) throws IOException {
        try (InputStream in =
                Erasure.class.getResourceAsStream(
                        "/io/cardwatch/schema/" + schema + ".schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(in))
                    .validate(new String(json, UTF_8), InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
