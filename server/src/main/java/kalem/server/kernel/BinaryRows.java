package kalem.server.kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Rows in PostgreSQL's binary format of COPY, the fastest way in for many rows. */
public final class BinaryRows {
  private static final byte[] HEADER = header();
  private static final int NULL = -1;
  private static final int CHUNK = 1 << 16;
  private static final int TEXT_TYPE = 25;
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final ByteArrayOutputStream rows = new ByteArrayOutputStream();

  public BinaryRows() {
    rows.writeBytes(HEADER);
  }

  private static byte[] header() {
    return ByteBuffer.allocate(19)
        .put("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(0)
        .putInt(0)
        .array();
  }

  /** Begins a row; exactly this many values follow. */
  public BinaryRows row(int columns) {
    return shortInt(columns);
  }

  public BinaryRows text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  public BinaryRows text(Optional<String> value) {
    return value.map(this::text).orElseGet(this::nothing);
  }

  public BinaryRows bytes(byte[] value) {
    integer(value.length);
    rows.writeBytes(value);
    return this;
  }

  public BinaryRows int4(int value) {
    return integer(Integer.BYTES).integer(value);
  }

  public BinaryRows int8(long value) {
    return integer(Long.BYTES).longInt(value);
  }

  public BinaryRows bool(boolean value) {
    integer(1);
    rows.write(value ? 1 : 0);
    return this;
  }

  /** A timestamptz. */
  public BinaryRows time(Instant value) {
    return int8(
        Math.addExact(
            Math.multiplyExact(value.getEpochSecond() - EPOCH.getEpochSecond(), 1_000_000L),
            value.getNano() / 1000));
  }

  /** A text[]. */
  public BinaryRows texts(Collection<String> values) {
    byte[][] elements =
        values.stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    int size = elements.length == 0 ? 12 : 20;
    for (byte[] element : elements) {
      size += Integer.BYTES + element.length;
    }
    integer(size).integer(elements.length == 0 ? 0 : 1).integer(0).integer(TEXT_TYPE);
    if (elements.length > 0) {
      integer(elements.length).integer(1);
    }
    for (byte[] element : elements) {
      bytes(element);
    }
    return this;
  }

  /** A null. */
  public BinaryRows nothing() {
    return integer(NULL);
  }

  /**
   * Ends the rows and sends them; nothing may be added after.
   *
   * @param copy a {@code copy ... from stdin (format binary)} that names the columns in the order
   *     of the values
   * @return the number of rows
   */
  public long copyInto(Connection connection, String copy) throws SQLException {
    shortInt(NULL);
    try {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(copy, new ByteArrayInputStream(rows.toByteArray()), CHUNK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BinaryRows shortInt(int value) {
    rows.write(value >> 8);
    rows.write(value);
    return this;
  }

  private BinaryRows integer(int value) {
    return shortInt(value >> 16).shortInt(value);
  }

  private BinaryRows longInt(long value) {
    return integer((int) (value >> 32)).integer((int) value);
  }
}
