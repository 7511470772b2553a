package io.cardwatch.jobs;

import io.cardwatch.jobs.config.ChannelSpec;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.message.MessageRenderer;
import io.cardwatch.message.MessageTemplates;
import io.cardwatch.operator.ChannelSetup;
import io.cardwatch.reply.ReplyPayloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The channels and templates that the delivery job's configuration names. It holds no secret, but
 * where each stands: they are read on the task manager that needs them.
 *
 * @param specs the channels
 * @param replies how answer buttons are signed, or null for messages without any
 * @param templates folder of templates, or null for the shipped ones
 */
record ConfiguredChannels(
        List<ChannelSpec> specs,
        DeliveryConfig.@Nullable Replies replies,
        @Nullable String templates)
        implements ChannelSetup {
    private static final long serialVersionUID = 1L;

    ConfiguredChannels {
        specs = List.copyOf(specs);
    }

    static ConfiguredChannels of(DeliveryConfig config) {
        return new ConfiguredChannels(config.channels(), config.replies(), config.templates());
    }

    @Override
    public List<Configured> channels() {
        List<Configured> channels = new ArrayList<>();
        try {
            for (ChannelSpec spec : specs) {
                channels.add(new Configured(spec.bankId(), spec.create(), spec.limits()));
            }
            return channels;
        } catch (RuntimeException e) {
            channels.forEach(made -> made.channel().close());
            throw e;
        }
    }

    @Override
    public MessageRenderer renderer() {
        MessageTemplates words = words();
        return replies == null
                ? new MessageRenderer(words)
                : new MessageRenderer(
                        words,
                        new ReplyPayloads(replies.secret().resolve()),
                        replies.expireAfter());
    }

    private MessageTemplates words() {
        try {
            return templates == null
                    ? MessageTemplates.shipped()
                    : MessageTemplates.load(Path.of(templates));
        } catch (IOException e) {
            throw new UncheckedIOException("the message templates cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "ConfiguredChannels" + specs;
    }
}
