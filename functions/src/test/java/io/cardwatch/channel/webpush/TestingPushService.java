package io.cardwatch.channel.webpush;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.channel.http.TestingProvider;
import io.cardwatch.channel.http.TestingProvider.Request;
import io.cardwatch.channel.http.TestingReaction;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A push service on this machine that is strict: it reads what RFC 8030 and 8292 ask for, verifies
 * who sends, and answers 400 or 403 to everything else.
 */
final class TestingPushService implements AutoCloseable {
    static final String PATH = "/wpush/v2/gAAAAB";
    static final String SUBJECT = "mailto:push@bank.example";

    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
    private static final Pattern AUTHORIZATION = Pattern.compile("vapid t=([^,]+), ?k=(.+)");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestingProvider provider = new TestingProvider();
    private final byte[] senderKey;
    private final List<String> faults = new CopyOnWriteArrayList<>();

    /**
     * A service that takes pushes of one sender.
     *
     * @param senderKey what the page subscribed with
     */
    TestingPushService(byte[] senderKey) {
        this.senderKey = senderKey.clone();
        provider.always(this::answer);
    }

    TestingProvider provider() {
        return provider;
    }

    String endpoint() {
        return provider.base() + PATH;
    }

    /** What was wrong with pushes. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    private TestingReaction answer(Request request) {
        int status;
        try {
            status = judged(request);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            faults.add(e.toString());
            status = 400;
        }
        return TestingReaction.answer(status, "").with("Location", provider.base() + "/m/1");
    }

    private int judged(Request request) throws IOException, GeneralSecurityException {
        check(request.method().equals("POST") && request.path().equals(PATH), "resource");
        check(request.header("ttl").matches("[0-9]+"), "TTL");
        check(request.header("urgency").matches("very-low|low|normal|high"), "Urgency");
        check(request.header("topic").matches("[A-Za-z0-9_-]{1,32}"), "Topic");
        check(request.header("content-encoding").equals("aes128gcm"), "Content-Encoding");
        check(request.body().length <= 4_096, "length");
        return isSender(request.header("authorization")) ? 201 : 403;
    }

    private boolean isSender(String authorization) throws IOException, GeneralSecurityException {
        Matcher vapid = AUTHORIZATION.matcher(authorization);
        check(vapid.matches(), "Authorization");
        String[] token = vapid.group(1).split("\\.", -1);
        JsonNode header = MAPPER.readTree(BASE64.decode(token[0]));
        JsonNode claims = MAPPER.readTree(BASE64.decode(token[1]));
        check(header.path("alg").asText().equals("ES256"), "alg");
        check(claims.path("aud").asText().equals(provider.base()), "aud");
        check(claims.path("sub").asText().equals(SUBJECT), "sub");
        Instant expires = Instant.ofEpochSecond(claims.path("exp").asLong());
        check(expires.isAfter(Instant.now()), "exp is over");
        check(expires.isBefore(Instant.now().plus(Duration.ofHours(24))), "exp is too far");
        byte[] key = BASE64.decode(vapid.group(2));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(TestingBrowser.publicKey(key));
        signature.update((token[0] + "." + token[1]).getBytes(US_ASCII));
        return Arrays.equals(key, senderKey) && signature.verify(BASE64.decode(token[2]));
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
