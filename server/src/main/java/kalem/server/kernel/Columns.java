package kalem.server.kernel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The columns of a row one after the other, in the order of the select: where rows come by the
 * hundred thousand, looking each column up by its name costs as much as reading it.
 */
public final class Columns {
  private final ResultSet row;
  private int next = 1;

  public Columns(ResultSet row) {
    this.row = row;
  }

  /** Of a column that is never null. */
  public String text() throws SQLException {
    return Objects.requireNonNull(row.getString(next++));
  }

  public Optional<String> textIfAny() throws SQLException {
    return Optional.ofNullable(row.getString(next++));
  }

  public List<String> texts() throws SQLException {
    return Arrays.asList((String[]) row.getArray(next++).getArray());
  }

  public Optional<byte[]> bytes() throws SQLException {
    return Optional.ofNullable(row.getBytes(next++));
  }

  /** 0 when it is null. */
  public int integer() throws SQLException {
    return row.getInt(next++);
  }

  public OptionalInt integerIfAny() throws SQLException {
    int value = row.getInt(next++);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** 0 when it is null. */
  public long bigint() throws SQLException {
    return row.getLong(next++);
  }

  public boolean bool() throws SQLException {
    return row.getBoolean(next++);
  }

  /** Of a column that counts milliseconds. */
  public Duration millis() throws SQLException {
    return Duration.ofMillis(bigint());
  }

  public Instant time() throws SQLException {
    return row.getTimestamp(next++).toInstant();
  }
}
