package io.cardwatch.cli.audit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Real producers, with something between any two steps of theirs: before and after each call that
 * changes anything. Dead ones do nothing more, not even close; what they had on its way goes on.
 */
final class DyingProducer implements AuditAppender.Producers, AutoCloseable {
    private static final Set<String> STEPS =
            Set.of(
                    "initTransactions",
                    "beginTransaction",
                    "send",
                    "sendOffsetsToTransaction",
                    "commitTransaction");

    /** The process is gone. */
    static final class Killed extends Error {}

    private final List<Producer<byte[], byte[]>> opened = new ArrayList<>();
    private final IntConsumer between;

    /**
     * Producers that do this between steps.
     *
     * @param between takes the number of the moment, counted from 0 for each producer; may throw
     *     {@link Killed}
     */
    DyingProducer(IntConsumer between) {
        this.between = between;
    }

    /** Producers that die in that moment. */
    static DyingProducer in(int moment) {
        return new DyingProducer(
                now -> {
                    if (now >= moment) {
                        throw new Killed();
                    }
                });
    }

    @Override
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> open(
            Properties settings, ByteArraySerializer key, ByteArraySerializer value) {
        Producer<byte[], byte[]> real = new KafkaProducer<>(settings, key, value);
        opened.add(real);
        int[] moment = {0};
        boolean[] dead = {false};
        return (Producer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        Producer.class.getClassLoader(),
                        new Class<?>[] {Producer.class},
                        (proxy, method, arguments) -> {
                            if (dead[0]) {
                                return null;
                            }
                            if (!STEPS.contains(method.getName())) {
                                return call(real, method, arguments);
                            }
                            try {
                                between.accept(moment[0]++);
                                Object result = call(real, method, arguments);
                                between.accept(moment[0]++);
                                return result;
                            } catch (Killed e) {
                                dead[0] = true;
                                throw e;
                            }
                        });
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        opened.forEach(producer -> producer.close(Duration.ZERO));
    }
}
