package io.cardwatch.gateway;

import java.util.Arrays;
import java.util.Random;

/** Requests that were damaged on their way, or by somebody who tries what happens. */
final class Mutations {
    private Mutations() {}

    /** A few bytes changed, cut, doubled or put in. */
    static byte[] of(Random random, byte[] original) {
        byte[] bytes = original.clone();
        for (int change = 0; change <= random.nextInt(3); change++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> bytes[at] = (byte) "{}[]\":,0-9eE.\\u0000 ".charAt(random.nextInt(19));
                case 3 ->
                        bytes =
                                joined(
                                        Arrays.copyOf(bytes, at),
                                        Arrays.copyOfRange(bytes, at / 2, bytes.length));
                default ->
                        bytes =
                                joined(
                                        Arrays.copyOf(bytes, at),
                                        Arrays.copyOfRange(
                                                bytes,
                                                Math.min(bytes.length, at + 1 + random.nextInt(8)),
                                                bytes.length));
            }
            if (bytes.length == 0) {
                return new byte[] {'x'};
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
