package io.cardwatch.gateway;

import static io.cardwatch.gateway.TestingGateway.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opting in while something else happens, or the brokers do not answer. */
final class OptInRacesTest {
    @TempDir private Path folder;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = TestingGateway.start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldWithdrawAGrantThatAStopOvertakes() throws Exception {
        String code =
                OptInTest.begin(gateway, "req-1", "linking", "messenger", "").path("code").asText();
        var answer = new CompletableFuture<HttpResponse<String>>();
        var held =
                gateway.hold(answer, gateway.metaRequest("messenger", OptInTest.linked(code, NOW)));
        gateway.meta("messenger", MetaWebhooksTest.text("m_s", "STOP"));

        held.complete(null);

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(gateway.consents())
                .extracting(Consent::status)
                .containsExactly(ConsentStatus.GRANTED, ConsentStatus.WITHDRAWN);
    }

    @Test
    void shouldGrantNothingByARepeatedLinkThatWasUndoneMeanwhile() throws Exception {
        String code =
                OptInTest.begin(gateway, "req-1", "linking", "messenger", "").path("code").asText();
        gateway.brokersAnswer(false);
        assertThat(gateway.meta("messenger", OptInTest.linked(code, NOW)).statusCode())
                .isEqualTo(503);
        gateway.brokersAnswer(true);
        gateway.at(NOW.plusSeconds(5));
        gateway.meta(
                "messenger",
                MetaWebhooksTest.messaging("\"account_linking\":{\"status\":\"unlinked\"}"));
        gateway.at(NOW.plusSeconds(9));

        assertThat(gateway.meta("messenger", OptInTest.linked(code, NOW)).statusCode())
                .isEqualTo(200);

        assertThat(gateway.consents()).isEmpty();
        assertThat(gateway.ignored("messenger", "stopped_since")).isOne();
    }

    @Test
    void shouldAnswerARepetitionOnlyOnceTheFirstIsWritten() throws Exception {
        String code =
                OptInTest.begin(gateway, "req-1", "linking", "messenger", "").path("code").asText();
        var answer = new CompletableFuture<HttpResponse<String>>();
        var held =
                gateway.hold(answer, gateway.metaRequest("messenger", OptInTest.linked(code, NOW)));
        var again =
                gateway.sendAsync(gateway.metaRequest("messenger", OptInTest.linked(code, NOW)));
        gateway.awaitIgnored("messenger", "unknown_code");

        held.completeExceptionally(new IOException("no broker"));

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(again.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(gateway.meta("messenger", OptInTest.linked(code, NOW)).statusCode())
                .isEqualTo(200);
    }
}
