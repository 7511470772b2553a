package io.cardwatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Holds JSON against a shipped schema, formats included. */
public final class SchemaAssert {
    private final JsonSchema schema;

    private SchemaAssert(JsonSchema schema) {
        this.schema = schema;
    }

    public static SchemaAssert schema(String name) {
        String path = "/io/cardwatch/schema/" + name + ".schema.json";
        try (InputStream in = SchemaAssert.class.getResourceAsStream(path)) {
            return new SchemaAssert(
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void accepts(byte[] json) {
        assertThat(isValid(json)).as(new String(json, UTF_8)).isTrue();
    }

    public boolean isValid(byte[] json) {
        return schema.validate(
                        new String(json, UTF_8),
                        InputFormat.JSON,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .isEmpty();
    }
}
