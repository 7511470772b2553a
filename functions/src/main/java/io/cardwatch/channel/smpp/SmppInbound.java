package io.cardwatch.channel.smpp;

import io.cardwatch.channel.SendOutcome;

/**
 * Takes what comes from phones and from the message centre, see {@link SmppReceiver}. Calls come
 * one after the other.
 *
 * <p>What returns normally is acknowledged to the centre, which then forgets it: so return once it
 * is stored. After an exception the centre delivers the same again, so whatever is stored has to
 * bear that.
 */
public interface SmppInbound {
    /**
     * A phone sent a text. A long one comes in its parts, each by itself.
     *
     * @param from the phone's number in E.164, as in consents; as the centre writes it where it
     *     does not say the country
     * @param to the number or short code it was sent to
     * @param text what it says
     */
    void onText(String from, String to, String text);

    /**
     * The centre reports what became of a message.
     *
     * @param report with the id that the message was accepted under, and the network's own error
     *     code where there is one
     */
    void onReceipt(SendOutcome report);
}
