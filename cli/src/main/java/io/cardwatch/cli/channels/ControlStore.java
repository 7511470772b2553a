package io.cardwatch.cli.channels;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.delivery.ChannelControl;

/** Where operators say which channels are paused. */
interface ControlStore {
    /** What was said so far, read to its end. */
    Controls read() throws CommandFailure;

    /** Says it; returns once the brokers have stored it. */
    void write(ChannelControl control) throws CommandFailure;

    /** Opens a store. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens the store that the options name.
         *
         * @throws CommandFailure where it cannot be reached, or the topic is not there
         */
        ControlStore open(ControlTopicOptions options) throws CommandFailure;
    }
}
