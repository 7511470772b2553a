package io.cardwatch.channel.meta;

import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cardwatch.channel.http.TestingProvider;
import io.cardwatch.channel.http.TestingReaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The Graph API on this machine. It takes nothing but what is documented, and answers the rest with
 * the error that the API itself has for it.
 */
public final class TestingGraph implements AutoCloseable {
    public static final String VERSION = "v25.0";

    /** The id of the page or number. */
    public static final String ID = "109876543210987";

    private final TestingProvider provider = new TestingProvider();
    private final JsonSchema schema;
    private final String accepted;
    private volatile String token = "";
    private volatile String appSecret = "";

    /**
     * A Graph API that takes requests with that token.
     *
     * @param schema what its requests look like
     * @param accepted what it answers where it takes a message over
     */
    public TestingGraph(Class<?> product, String schema, String accepted) {
        try (InputStream in = requireNonNull(product.getResourceAsStream(schema), schema)) {
            this.schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.accepted = accepted;
        provider.always(this::react);
    }

    /** From now on only this token is good. */
    public TestingGraph token(String token) {
        this.token = token;
        return this;
    }

    /** From now on the app demands a proof of this secret; an empty one: no proof. */
    public TestingGraph appSecret(String secret) {
        appSecret = secret;
        return this;
    }

    /** Whatever comes next is answered like this, in this order. */
    public TestingGraph then(TestingReaction... reactions) {
        provider.then(reactions);
        return this;
    }

    /** An answer in the API's form for errors. Its text quotes what was sent, as real ones may. */
    public static TestingReaction error(int status, String error) {
        String[] codes = error.split("/", -1);
        String subcode = codes.length > 1 ? "\"error_subcode\":" + codes[1] + "," : "";
        return TestingReaction.answer(
                status,
                "{\"error\":{\"message\":\"(#%s) about +15551234567 and USD 812.40\",%s"
                                .formatted(codes[0], subcode)
                        + "\"type\":\"OAuthException\",\"code\":%s,\"fbtrace_id\":\"AbC\"}}"
                                .formatted(codes[0]));
    }

    public String host() {
        return provider.base();
    }

    public List<TestingProvider.Request> requests() {
        return provider.requests();
    }

    public TestingProvider.Request request() {
        return provider.request();
    }

    /** Refuses connections from now on. */
    @Override
    public void close() {
        provider.close();
    }

    /** What it answers where it takes a message over. */
    public String accepted() {
        return accepted;
    }

    /** Whether it would take that body. */
    public boolean takes(String body) {
        return schema.validate(body, InputFormat.JSON).isEmpty();
    }

    private TestingReaction react(TestingProvider.Request request) {
        if (!request.header("authorization").equals("Bearer " + token)) {
            return error(401, "190");
        }
        if (!request.path().equals("/" + VERSION + "/" + ID + "/messages" + proof())) {
            return error(400, "100/33");
        }
        Map<String, String> headers = request.headers();
        boolean documented =
                "POST".equals(request.method())
                        && "application/json".equals(headers.get("content-type"))
                        && takes(request.text());
        return documented ? TestingReaction.answer(200, accepted) : error(400, "100");
    }

    private String proof() {
        return appSecret.isEmpty()
                ? ""
                : "?appsecret_proof="
                        + Hashing.hmacSha256(appSecret.getBytes(StandardCharsets.UTF_8))
                                .hashString(token, StandardCharsets.UTF_8);
    }
}
