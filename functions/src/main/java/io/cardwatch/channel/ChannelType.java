package io.cardwatch.channel;

/** A kind of channel that configuration can name, for example {@code twilio}. */
public interface ChannelType {
    /** What configuration calls it. */
    String type();

    /**
     * Makes a channel. It reads and checks every option, but resolves no secret and opens no
     * connection: this is also how a configuration is checked where a job is submitted.
     *
     * @param name the name that consents use, for example {@code sms}
     * @param options what is configured for it
     * @throws ChannelOptionException where an option is missing or cannot be used
     */
    MessageChannel create(String name, ChannelOptions options);
}
