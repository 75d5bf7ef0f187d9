package kalem.formats.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits in the order of deflate: the lowest bit of a byte first. */
final class BitOutput {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[1 << 10];
  private int size;
  private long pending;
  private int pendingBits;

  /**
   * @param count at most 32
   */
  void bits(int value, int count) {
    pending |= (value & 0xffffffffL) << pendingBits;
    pendingBits += count;
    if (pendingBits >= Integer.SIZE) {
      drain();
    }
  }

  /** Passes whole bytes on, eight or fewer of them in one write. */
  private void drain() {
    if (size + Long.BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    LONGS.set(bytes, size, pending);
    int whole = pendingBits >>> 3;
    size += whole;
    pending = whole == Long.BYTES ? 0 : pending >>> (whole * Byte.SIZE);
    pendingBits &= Byte.SIZE - 1;
  }

  /** Fills the last byte with zeros. */
  void align() {
    pendingBits = (pendingBits + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE;
    drain();
  }

  /** Valid until more is added. */
  byte[] bytes() {
    return bytes;
  }

  /** Whole bytes so far. */
  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
