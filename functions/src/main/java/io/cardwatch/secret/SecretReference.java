package io.cardwatch.secret;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret stands: it travels with a job in place of the secret, and is resolved on the task
 * manager that needs it.
 *
 * @param environmentVariable its name, or null where the secret is in a file
 * @param file its path, or null where the secret is in the environment
 */
public record SecretReference(@Nullable String environmentVariable, @Nullable String file)
        implements Serializable {
    public SecretReference {
        if ((environmentVariable == null) == (file == null)) {
            throw new IllegalArgumentException(
                    "a secret is either in the environment or in a file");
        }
    }

    public static SecretReference environment(String variable) {
        return new SecretReference(variable, null);
    }

    public static SecretReference file(Path path) {
        return new SecretReference(null, path.toString());
    }

    /**
     * The secret's bytes; white space around it does not count.
     *
     * @throws IllegalStateException where it is not there; the message names the place and nothing
     *     of the secret
     */
    public byte[] resolve() {
        byte[] secret = stripped(environmentVariable != null ? variable() : bytes());
        if (secret.length == 0) {
            throw new IllegalStateException("no secret in " + this);
        }
        return secret;
    }

    private byte[] variable() {
        String value = System.getenv(environmentVariable);
        return value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(Path.of(String.valueOf(file)));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the secret in " + this, e);
        }
    }

    private static byte[] stripped(byte[] bytes) {
        int from = 0;
        int to = bytes.length;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    @Override
    public String toString() {
        return environmentVariable != null
                ? "environment variable " + environmentVariable
                : "file " + file;
    }
}
