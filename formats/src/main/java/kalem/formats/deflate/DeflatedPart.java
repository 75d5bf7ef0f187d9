package kalem.formats.deflate;

/**
 * A piece of text as raw deflate that can be copied into any deflate stream: it ends at a whole
 * byte, holds no final block and refers to nothing before itself. Its bytes are shared and must not
 * be changed.
 */
public final class DeflatedPart {
  private final byte[] bytes;
  private final int length;
  private final int crc;

  /**
   * @param length bytes of the text
   * @param crc CRC-32 of the text
   */
  public DeflatedPart(byte[] bytes, int length, int crc) {
    this.bytes = bytes;
    this.length = length;
    this.crc = crc;
  }

  /** The deflated bytes themselves, no copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Bytes of the text. */
  public int length() {
    return length;
  }

  /** CRC-32 of the text. */
  public int crc() {
    return crc;
  }
}
