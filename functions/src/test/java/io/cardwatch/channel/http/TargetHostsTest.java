package io.cardwatch.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.google.common.net.InetAddresses;
import com.google.common.util.concurrent.Uninterruptibles;
import io.cardwatch.channel.http.TargetHosts.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TargetHostsTest {
    private static final String HOST = "hub.bank.example";
    private static final String PUBLIC = "203.0.113.7";
    private static final String PRIVATE = "10.1.2.3";

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger lookups = new AtomicInteger();
    private volatile String address = PUBLIC;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final TargetHosts hosts =
            new TargetHosts(
                    TargetAddresses.PUBLIC,
                    this::resolve,
                    new Ticker() {
                        @Override
                        public long read() {
                            return nanos.get();
                        }
                    });

    @AfterEach
    void close() {
        gate.countDown();
        hosts.close();
    }

    @Test
    void shouldKnowAHostThatWasLookedUpLatelyAtOnce() {
        assertThat(hosts.verdict(HOST).join()).isEqualTo(Verdict.ALLOWED);
        gate = new CountDownLatch(1);

        later(TargetHosts.FRESH.minusSeconds(1));
        assertThat(hosts.verdict(HOST)).isCompletedWithValue(Verdict.ALLOWED);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void shouldNotWaitWhileAHostIsLookedUpAnew() {
        assertThat(hosts.verdict(HOST).join()).isEqualTo(Verdict.ALLOWED);
        gate = new CountDownLatch(1);

        later(TargetHosts.FRESH);
        assertThat(hosts.verdict(HOST)).isCompletedWithValue(Verdict.ALLOWED);

        later(TargetHosts.LONGEST.minus(TargetHosts.FRESH));
        CompletableFuture<Verdict> tooOld = hosts.verdict(HOST);
        assertThat(tooOld).isNotDone();
        gate.countDown();
        assertThat(tooOld.join()).isEqualTo(Verdict.ALLOWED);
        assertThat(hosts.verdict(HOST)).isCompletedWithValue(Verdict.ALLOWED);
        assertThat(lookups).hasValue(2);
    }

    @Test
    void shouldLookAHostUpOnceForEverybody() {
        gate = new CountDownLatch(1);
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            verdicts.add(hosts.verdict(HOST));
        }
        assertThat(verdicts).noneMatch(CompletableFuture::isDone);
        gate.countDown();

        assertThat(verdicts).allMatch(verdict -> verdict.join() == Verdict.ALLOWED);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void shouldRefuseAHostOnceItPointsIntoThePrivateNetwork() {
        assertThat(hosts.verdict(HOST).join()).isEqualTo(Verdict.ALLOWED);
        address = PRIVATE;
        later(TargetHosts.LONGEST);

        assertThat(hosts.verdict(HOST).join()).isEqualTo(Verdict.FORBIDDEN);
        assertThat(hosts.verdict(HOST).join()).isEqualTo(Verdict.FORBIDDEN);
        address = PUBLIC;
        assertThat(hosts.verdict(HOST).join()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void shouldAskAgainForAHostThatWasNotFound() {
        address = "";
        assertThat(hosts.verdict(HOST).join()).isEqualTo(Verdict.NOT_FOUND);
        address = PUBLIC;

        assertThat(hosts.verdict(HOST).join()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void shouldQueueNothingWhereTooManyHostsAreLookedUp() {
        gate = new CountDownLatch(1);
        for (int i = 0; i < TargetHosts.THREADS; i++) {
            assertThat(hosts.verdict("hub-" + i + ".bank.example")).isNotDone();
        }

        assertThat(hosts.verdict(HOST)).isCompletedWithValue(Verdict.BUSY);
    }

    @Test
    void shouldJudgeAnAddressWithoutALookUp() {
        assertThat(hosts.verdict(PUBLIC)).isCompletedWithValue(Verdict.ALLOWED);
        assertThat(hosts.verdict(PRIVATE)).isCompletedWithValue(Verdict.FORBIDDEN);
        assertThat(hosts.verdict("[::1]")).isCompletedWithValue(Verdict.ALLOWED);
        assertThat(lookups).hasValue(0);
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        Uninterruptibles.awaitUninterruptibly(gate);
        if (address.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddresses.forString(address)};
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
