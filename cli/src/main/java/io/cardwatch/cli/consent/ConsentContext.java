package io.cardwatch.cli.consent;

import io.cardwatch.cli.console.Terminal;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What the commands on opt-ins work with.
 *
 * @param stores opens the topic
 * @param terminal where they write to
 * @param clock tells when something was said
 * @param ids makes an id that no other record has
 * @param in where an address is read from that shall stand in no list of processes
 */
public record ConsentContext(
        ConsentStore.Opener stores,
        Terminal terminal,
        InstantSource clock,
        Supplier<String> ids,
        InputStream in) {
    /** The real ones. */
    public static ConsentContext real(Terminal terminal) {
        return new ConsentContext(
                KafkaConsentStore::open,
                terminal,
                InstantSource.system(),
                () -> UUID.randomUUID().toString(),
                System.in);
    }
}
