package org.openemm.uid;

import java.util.Arrays;

/**
 * The MessagePack map inside a version 5 UID. There is exactly one way to write a UID here: keys in
 * fixed order, zero values left out, numbers as short as possible.
 */
final class Payload {
    /** 8 keys of 3 bytes, numbers of up to 9 bytes, the map's head. */
    static final int MAX_LENGTH = 1 + 8 * (3 + 9);

    private static final int SMALL_MAP = 0x80;
    private static final int SMALL_TEXT = 0xa0;
    private static final int UNSIGNED_8 = 0xcc;
    private static final int UNSIGNED_16 = 0xcd;
    private static final int UNSIGNED_32 = 0xce;
    private static final int UNSIGNED_64 = 0xcf;

    /** Order of the generator. */
    private static final String KEYS = "clmorsfu";

    /** Order of the mail server scripts: by name. */
    private static final String SORTED_KEYS = "cflmorsu";

    private Payload() {}

    static byte[] write(Uid uid) {
        return write(uid, KEYS);
    }

    /**
     * @throws MalformedUid when the bytes are not what {@link #write} gives for the same values
     */
    static Uid read(byte[] bytes, String prefix) {
        Uid uid = new Reader(bytes).uid(prefix);
        if (!Arrays.equals(write(uid, KEYS), bytes)
                && !Arrays.equals(write(uid, SORTED_KEYS), bytes)) {
            throw new MalformedUid("payload is not canonical");
        }
        return uid;
    }

    private static byte[] write(Uid uid, String keys) {
        byte[] out = new byte[MAX_LENGTH];
        int at = 1;
        int entries = 0;
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            long value = value(uid, key);
            if (value == 0) {
                continue;
            }
            entries++;
            at = key(out, at, key);
            if (key == 'f') {
                out[at++] = (byte) (SMALL_TEXT | 1);
                out[at++] = (byte) value;
            } else {
                at = number(out, at, value);
            }
        }
        out[0] = (byte) (SMALL_MAP | entries);
        return Arrays.copyOf(out, at);
    }

    static int head(byte[] out, int at, int entries) {
        out[at] = (byte) (SMALL_MAP | entries);
        return at + 1;
    }

    static int key(byte[] out, int at, char key) {
        out[at] = (byte) (SMALL_TEXT | 2);
        out[at + 1] = '_';
        out[at + 2] = (byte) key;
        return at + 3;
    }

    static int number(byte[] out, int start, long value) {
        int at = start;
        if (value < 0x80) {
            out[at++] = (byte) value;
        } else if (value <= 0xff) {
            out[at++] = (byte) UNSIGNED_8;
            at = bigEndian(out, at, value, 1);
        } else if (value <= 0xffff) {
            out[at++] = (byte) UNSIGNED_16;
            at = bigEndian(out, at, value, 2);
        } else if (value <= 0xffffffffL) {
            out[at++] = (byte) UNSIGNED_32;
            at = bigEndian(out, at, value, 4);
        } else {
            out[at++] = (byte) UNSIGNED_64;
            at = bigEndian(out, at, value, 8);
        }
        return at;
    }

    private static int bigEndian(byte[] out, int at, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out[at + i] = (byte) (value >>> (8 * (bytes - 1 - i)));
        }
        return at + bytes;
    }

    private static long value(Uid uid, char key) {
        return switch (key) {
            case 'c' -> uid.company();
            case 'l' -> uid.licence();
            case 'm' -> uid.mailing();
            case 'o' -> uid.options();
            case 'r' -> uid.recipient();
            case 's' -> uid.sendEpoch();
            case 'f' -> uid.statusField();
            case 'u' -> uid.url();
            default -> throw new IllegalArgumentException("key " + key);
        };
    }

    /** Reads tolerant of order and length; the caller compares with the canonical form. */
    private static final class Reader {
        private final byte[] bytes;
        private final long[] values = new long['z' + 1];
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        Uid uid(String prefix) {
            int head = next();
            if ((head & 0xf0) != SMALL_MAP) {
                throw new MalformedUid("payload is not a map");
            }
            for (int left = head & 0x0f; left > 0; left--) {
                entry();
            }
            return new Uid(
                    int32('c'),
                    values['l'],
                    int32('m'),
                    values['r'],
                    values['s'],
                    int32('o'),
                    (char) values['f'],
                    int32('u'),
                    prefix);
        }

        private void entry() {
            if (next() != (SMALL_TEXT | 2) || next() != '_') {
                throw new MalformedUid("unknown key");
            }
            int key = next();
            if (KEYS.indexOf(key) < 0) {
                throw new MalformedUid("unknown key");
            }
            values[key] = key == 'f' ? statusField() : number();
        }

        private long statusField() {
            if (next() != (SMALL_TEXT | 1)) {
                throw new MalformedUid("status field is not one letter");
            }
            int letter = next();
            if (letter >= 0x80) {
                throw new MalformedUid("status field is not one letter");
            }
            return letter;
        }

        private long number() {
            int head = next();
            if (head < 0x80) {
                return head;
            }
            int length =
                    switch (head) {
                        case UNSIGNED_8 -> 1;
                        case UNSIGNED_16 -> 2;
                        case UNSIGNED_32 -> 4;
                        case UNSIGNED_64 -> 8;
                        default -> throw new MalformedUid("value is not a number");
                    };
            long value = 0;
            for (int i = 0; i < length; i++) {
                value = value << 8 | next();
            }
            if (value < 0) {
                throw new MalformedUid("number too large");
            }
            return value;
        }

        private int int32(char key) {
            if (values[key] > Integer.MAX_VALUE) {
                throw new MalformedUid("number too large");
            }
            return (int) values[key];
        }

        private int next() {
            if (at == bytes.length) {
                throw new MalformedUid("payload ends early");
            }
            return bytes[at++] & 0xff;
        }
    }
}
