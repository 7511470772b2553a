package io.cardwatch.window;

import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What tests do with states: write, read, hash. */
final class States {
    private States() {}

    static byte[] write(KeyState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new KeyStateCodec(state.plan()).write(state, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    static KeyState read(byte[] bytes, WindowPlan plan) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        KeyState state = new KeyStateCodec(plan).read(in);
        if (in.read() != -1) {
            throw new IOException("bytes left over");
        }
        return state;
    }

    static KeyState roundTrip(KeyState state, WindowPlan plan) throws IOException {
        return read(write(state), plan);
    }

    static long hash(String bankId, String field, String value) {
        return Hashing.sipHash24()
                .hashString(bankId + '|' + field + '|' + value, StandardCharsets.UTF_8)
                .asLong();
    }
}
