package io.cardwatch.operator;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertFormatException;
import io.cardwatch.alert.AlertJson;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An alert that cannot be sent yet.
 *
 * @param alert the alert
 * @param sinceMillis when it came, by the machine's clock
 */
record WaitingAlert(Alert alert, long sinceMillis) {
    static final WaitingRoom.Codec<WaitingAlert> CODEC =
            new WaitingRoom.Codec<>() {
                @Override
                public byte[] encode(WaitingAlert waiting) {
                    byte[] json = AlertJson.encode(waiting.alert());
                    return ByteBuffer.allocate(Long.BYTES + json.length)
                            .putLong(waiting.sinceMillis())
                            .put(json)
                            .array();
                }

                @Override
                public WaitingAlert decode(byte[] bytes) throws IOException {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    long since = buffer.getLong();
                    byte[] json = new byte[buffer.remaining()];
                    buffer.get(json);
                    try {
                        return new WaitingAlert(AlertJson.decode(json), since);
                    } catch (AlertFormatException e) {
                        throw new IOException("a waiting alert cannot be read back", e);
                    }
                }
            };
}
