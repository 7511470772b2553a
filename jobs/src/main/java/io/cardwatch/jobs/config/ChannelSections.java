package io.cardwatch.jobs.config;

import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelTypes;
import io.cardwatch.channel.console.ConsoleType;
import io.cardwatch.delivery.ChannelControl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code channels} of a delivery file, and what banks lay over it. What every channel
 * has is taken out; the rest belongs to the channel's type, which is asked whether it fits.
 */
final class ChannelSections {
    private static final String TYPE = "type";
    private static final String RATE_LIMIT = "rate-limit";
    private static final String MAX_IN_FLIGHT = "max-in-flight";
    private static final String CONFIRMED_BY = "confirmed-by";
    private static final List<String> OF_EVERY_CHANNEL =
            List.of(TYPE, RATE_LIMIT, MAX_IN_FLIGHT, CONFIRMED_BY);

    /** What the gateway alone is told about a channel. */
    private static final String INBOUND = "inbound.";

    private static final String ACCEPTED = "accepted";
    private static final String DELIVERED = "delivered";
    private static final int HIGHEST_LIMIT = 1_000_000;

    private final ConfigFile file;
    private final BankSections banks;

    ChannelSections(ConfigFile file, BankSections banks) {
        this.file = file;
        this.banks = banks;
    }

    /** The channels, each made once for a check. */
    List<ChannelSpec> read() {
        List<ChannelSpec> specs = readers().stream().map(Reader::read).toList();
        return specs.isEmpty()
                ? List.of(
                        new ChannelSpec(
                                ConsoleType.TYPE,
                                null,
                                ConsoleType.TYPE,
                                Map.of(),
                                ChannelLimits.DEFAULT))
                : specs;
    }

    /** What the gateway has to know of each. */
    List<InboundSpec> inbound() {
        return readers().stream().map(Reader::inbound).toList();
    }

    private List<Reader> readers() {
        Map<String, Map<String, String>> forAll =
                BankSections.grouped(file, DeliveryOptions.CHANNELS_PREFIX);
        List<Reader> readers = new ArrayList<>();
        forAll.forEach((name, options) -> readers.add(new Reader(name, null, options)));
        banks.banks()
                .forEach(
                        (bankId, bank) ->
                                bank.channels()
                                        .forEach(
                                                (name, own) ->
                                                        readers.add(
                                                                new Reader(
                                                                        name,
                                                                        bankId,
                                                                        laidOver(
                                                                                forAll.get(name),
                                                                                own)))));
        return readers;
    }

    /** A bank's entry that names a type is a channel of its own. */
    private static Map<String, String> laidOver(
            @Nullable Map<String, String> forAll, Map<String, String> own) {
        if (own.containsKey(TYPE)) {
            return own;
        }
        Map<String, String> options = new LinkedHashMap<>(forAll == null ? Map.of() : forAll);
        options.putAll(own);
        return options;
    }

    /** Reads one channel. */
    private final class Reader {
        private final String name;
        private final @Nullable String bankId;
        private final Map<String, String> options;

        private Reader(String name, @Nullable String bankId, Map<String, String> options) {
            this.name = name;
            this.bankId = bankId;
            this.options = options;
        }

        private ChannelSpec read() {
            if (name.equals(ChannelControl.ALL)) {
                throw file.at(key(""), "'*' stands for all channels; no channel is called so");
            }
            String type = type();
            try {
                ChannelSpec spec = new ChannelSpec(name, bankId, type, ofType(), limits());
                spec.create().close();
                return spec;
            } catch (ChannelOptionException e) {
                throw file.at(key("." + e.option()), String.valueOf(e.getMessage()));
            }
        }

        private String type() {
            String given = options.get(TYPE);
            if (given != null && !given.isBlank()) {
                return given.strip();
            }
            // A channel that is called as its type needs no further word.
            if (!ChannelTypes.names().contains(name)) {
                throw file.at(
                        key(""),
                        "type is missing; accepted: " + String.join(", ", ChannelTypes.names()));
            }
            return name;
        }

        private ChannelLimits limits() {
            ChannelOptions own = new ChannelOptions(options);
            return new ChannelLimits(
                    own.number(RATE_LIMIT, ChannelLimits.DEFAULT.perSecond(), 1, HIGHEST_LIMIT),
                    own.number(MAX_IN_FLIGHT, ChannelLimits.DEFAULT.inFlight(), 1, HIGHEST_LIMIT),
                    own.oneOf(List.of(ACCEPTED, DELIVERED), CONFIRMED_BY, ACCEPTED)
                            .equals(DELIVERED));
        }

        private Map<String, String> ofType() {
            Map<String, String> rest = new LinkedHashMap<>(options);
            rest.keySet().removeAll(OF_EVERY_CHANNEL);
            rest.keySet().removeIf(option -> option.startsWith(INBOUND));
            return rest;
        }

        private InboundSpec inbound() {
            Map<String, String> told = new LinkedHashMap<>();
            options.forEach(
                    (option, value) -> {
                        if (option.startsWith(INBOUND)) {
                            told.put(option.substring(INBOUND.length()), value);
                        }
                    });
            return new InboundSpec(
                    name,
                    bankId,
                    type(),
                    ofType(),
                    told,
                    String.valueOf(
                            file.at(key(told.isEmpty() ? "" : ".inbound"), "").getMessage()));
        }

        /** Where that option of this channel stands: at the bank, where the bank has its own. */
        private String key(String option) {
            String forAll = DeliveryOptions.CHANNELS_PREFIX + name;
            if (bankId == null) {
                return forAll + option;
            }
            String own = DeliveryOptions.BANKS_PREFIX + bankId + ".channels." + name;
            boolean isLaidOver = !file.has(own + "." + TYPE) && !file.has(own + option);
            return isLaidOver && file.has(forAll + option) ? forAll + option : own + option;
        }
    }
}
