package io.cardwatch.cli.consent;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.secret.SecretReference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the jobs' hashing secret stands; never the secret itself. */
final class SecretOptions {
    @ArgGroup(multiplicity = "1")
    private Place place = new Place();

    private static final class Place {
        @Option(
                names = "--hashing-secret-env",
                paramLabel = "NAME",
                description = "The jobs' hashing.secret-env: an environment variable.")
        private @Nullable String environment;

        @Option(
                names = "--hashing-secret-file",
                paramLabel = "FILE",
                description = "The jobs' hashing.secret-file.")
        private @Nullable Path file;
    }

    /**
     * Hashes as the jobs do.
     *
     * @throws CommandFailure where the secret is not there or too short
     */
    KeyHasher hasher() throws CommandFailure {
        SecretReference reference =
                place.file != null
                        ? SecretReference.file(place.file)
                        : SecretReference.environment(String.valueOf(place.environment));
        try {
            return new KeyHasher(reference.resolve());
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
