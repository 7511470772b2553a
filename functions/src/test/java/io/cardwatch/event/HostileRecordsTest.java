package io.cardwatch.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code scenarios/hostile-records} holds a record and what becomes of it. */
class HostileRecordsTest {
    private final CardEventJsonDecoder decoder = new CardEventJsonDecoder(TestEvents.AURORA);

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldJudgeRecordAsExpected(String scenario) throws Exception {
        Path folder = folder().resolve(scenario);
        Decoded decoded =
                decoder.decode(
                        Files.readAllBytes(folder.resolve("record.bin")), TestEvents.SOMEWHERE);
        assertThat(verdict(decoded))
                .isEqualTo(Files.readString(folder.resolve("expected.txt")).strip());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldReadGoodRecordAfterAnyOther(String scenario) throws Exception {
        decoder.decode(
                Files.readAllBytes(folder().resolve(scenario).resolve("record.bin")),
                TestEvents.SOMEWHERE);
        byte[] good = Files.readAllBytes(folder().resolve("good").resolve("record.bin"));
        assertThat(verdict(decoder.decode(good, TestEvents.SOMEWHERE))).isEqualTo("accepted");
    }

    static List<String> scenarios() throws Exception {
        try (Stream<Path> folders = Files.list(folder())) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    private static Path folder() throws URISyntaxException, IOException {
        return Path.of(
                Objects.requireNonNull(
                                HostileRecordsTest.class.getResource("/scenarios/hostile-records"))
                        .toURI());
    }

    private static String verdict(Decoded decoded) {
        if (decoded.reason() == null) {
            return "accepted";
        }
        String field = decoded.field();
        return decoded.reason().wireName() + (field == null ? "" : " " + field);
    }
}
