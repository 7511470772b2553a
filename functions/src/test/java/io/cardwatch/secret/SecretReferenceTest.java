package io.cardwatch.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferenceTest {
    private static final String SECRET = "s3cret-canary-of-the-tests";

    @TempDir Path folder;

    @Test
    void shouldReadAFileWithoutTheWhiteSpaceAroundIt() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "  " + SECRET + "\n");
        assertThat(SecretReference.file(file).resolve()).isEqualTo(SECRET.getBytes(UTF_8));
    }

    @Test
    void shouldReadAnEnvironmentVariable() {
        // The one variable that every process has.
        assertThat(SecretReference.environment("PATH").resolve())
                .isEqualTo(System.getenv("PATH").strip().getBytes(UTF_8));
    }

    @Test
    void shouldNameTheVariableThatIsMissing() {
        SecretReference missing = SecretReference.environment("CARDWATCH_NO_SUCH_VARIABLE");
        assertThatThrownBy(missing::resolve)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no secret in environment variable CARDWATCH_NO_SUCH_VARIABLE");
    }

    @Test
    void shouldNameTheFileThatIsMissingOrEmpty() throws Exception {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(SecretReference.file(missing)::resolve)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot read the secret in file " + missing);
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        assertThatThrownBy(SecretReference.file(empty)::resolve)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no secret in file " + empty);
    }

    @Test
    void shouldPointToExactlyOnePlace() {
        assertThatThrownBy(() -> new SecretReference(null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretReference("A", "b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldShowThePlaceAndNothingOfTheSecret() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET);
        SecretReference reference = SecretReference.file(file);
        assertThat(reference.resolve()).isNotEmpty();
        assertThat(reference.toString()).isEqualTo("file " + file).doesNotContain(SECRET);
    }
}
