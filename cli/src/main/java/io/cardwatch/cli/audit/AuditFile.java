package io.cardwatch.cli.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cardwatch.cli.console.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Audit records as lines of a file, as {@code audit export} writes them. */
record AuditFile(Path file) implements AuditSource {
    @Override
    public String placeName() {
        return "line";
    }

    @Override
    public void read(Taker taker) throws CommandFailure {
        // Bytes as they are: what is no UTF-8 is for the verifier to find.
        try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                taker.take(++number, line.getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            throw CommandFailure.usage("the file cannot be read: " + file, e);
        }
    }
}
