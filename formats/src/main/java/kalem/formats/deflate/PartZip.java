package kalem.formats.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes a zip whose entries may be made of ready parts, into a stream that is never sought in:
 * sizes follow each entry. Entries and archives of any size (zip64 where needed), names in UTF-8.
 * For one thread.
 */
public final class PartZip implements AutoCloseable {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_LOCATOR = 0x07064b50;

  private static final int VERSION = 20;
  private static final int VERSION_64 = 45;

  /** Sizes follow the entry; the name is UTF-8. */
  private static final int FLAGS = 1 << 3 | 1 << 11;

  private static final int DEFLATED = 8;
  private static final int EXTRA_64 = 1;
  private static final int EXTRA_64_SIZE = 28;
  private static final int END_64_SIZE = 56;
  private static final long MOST_32 = 0xffffffffL;
  private static final int MOST_16 = 0xffff;
  private static final int DIRECTORY_IN_MEMORY = 1 << 20;

  private final CountedStream target;
  private final GlueDeflater glue = new GlueDeflater();
  private final Deflater deflater = PartStream.deflater();

  /** The central directory, which has a row per entry. */
  private final Spool directory = new Spool(DIRECTORY_IN_MEMORY);

  /** Of MS-DOS, as zips have it, and UTC. */
  private final int time;

  private long entries;
  private @Nullable Entry open;

  /**
   * The entry being written.
   *
   * @param start of its content in the zip
   */
  private record Entry(String name, long offset, long start, PartStream content) {}

  /**
   * @param target stays open
   * @param at the time all entries carry
   */
  public PartZip(OutputStream target, Instant at) {
    this.target = new CountedStream(target);
    this.time = dosTime(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  private static int dosTime(LocalDateTime at) {
    return Math.clamp(at.getYear() - 1980, 0, 127) << 25
        | at.getMonthValue() << 21
        | at.getDayOfMonth() << 16
        | at.getHour() << 11
        | at.getMinute() << 5
        | at.getSecond() / 2;
  }

  /**
   * Begins an entry, ending the one before.
   *
   * @param name relative, with {@code /} between folders; not checked for being used already
   * @return its content; closing it is not needed
   */
  public PartStream begin(String name) throws IOException {
    endEntry();
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > MOST_16) {
      throw new IOException("The name of a file is too long for a zip");
    }
    long offset = target.count();
    ByteBuffer header = record(30 + utf8.length);
    header.putInt(LOCAL_HEADER).putShort((short) VERSION).putShort((short) FLAGS);
    header.putShort((short) DEFLATED).putInt(time).putInt(0).putInt(0).putInt(0);
    header.putShort((short) utf8.length).putShort((short) 0).put(utf8);
    write(header);
    PartStream content = new PartStream(target, glue, deflater);
    open = new Entry(name, offset, target.count(), content);
    entries++;
    return content;
  }

  private void endEntry() throws IOException {
    Entry entry = open;
    if (entry == null) {
      return;
    }
    open = null;
    PartStream content = entry.content();
    content.finish();
    long size = target.count() - entry.start();
    boolean isLarge = size >= MOST_32 || content.length() >= MOST_32;
    ByteBuffer descriptor = record(24);
    descriptor.putInt(DESCRIPTOR).putInt(content.crc());
    if (isLarge) {
      descriptor.putLong(size).putLong(content.length());
    } else {
      descriptor.putInt((int) size).putInt((int) content.length());
    }
    write(descriptor);
    addToDirectory(entry, size, isLarge || entry.offset() >= MOST_32);
  }

  private void addToDirectory(Entry entry, long size, boolean is64) throws IOException {
    PartStream content = entry.content();
    byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
    int version = is64 ? VERSION_64 : VERSION;
    ByteBuffer header = record(46 + name.length + EXTRA_64_SIZE);
    header.putInt(CENTRAL_HEADER).putShort((short) version).putShort((short) version);
    header.putShort((short) FLAGS).putShort((short) DEFLATED).putInt(time).putInt(content.crc());
    header.putInt(is64 ? (int) MOST_32 : (int) size);
    header.putInt(is64 ? (int) MOST_32 : (int) content.length());
    header.putShort((short) name.length);
    header.putShort((short) (is64 ? EXTRA_64_SIZE : 0)).putShort((short) 0);
    header.putShort((short) 0).putShort((short) 0).putInt(0);
    header.putInt(is64 ? (int) MOST_32 : (int) entry.offset()).put(name);
    if (is64) {
      header.putShort((short) EXTRA_64).putShort((short) (EXTRA_64_SIZE - 4));
      header.putLong(content.length()).putLong(size).putLong(entry.offset());
    }
    directory.append(header.array(), header.arrayOffset(), header.position());
  }

  /** Ends the zip. */
  public void finish() throws IOException {
    endEntry();
    long start = target.count();
    directory.copyTo(target);
    long size = target.count() - start;
    if (entries >= MOST_16 || start >= MOST_32 || size >= MOST_32) {
      writeEnd64(start, size);
    }
    ByteBuffer end = record(22);
    int shown = (int) Math.min(entries, MOST_16);
    end.putInt(END).putInt(0).putShort((short) shown).putShort((short) shown);
    end.putInt((int) Math.min(size, MOST_32)).putInt((int) Math.min(start, MOST_32));
    write(end.putShort((short) 0));
    target.flush();
  }

  private void writeEnd64(long start, long size) throws IOException {
    long here = target.count();
    ByteBuffer end = record(END_64_SIZE + 20);
    end.putInt(END_64).putLong(END_64_SIZE - 12);
    end.putShort((short) VERSION_64).putShort((short) VERSION_64).putInt(0).putInt(0);
    end.putLong(entries).putLong(entries).putLong(size).putLong(start);
    end.putInt(END_64_LOCATOR).putInt(0).putLong(here).putInt(1);
    write(end);
  }

  private static ByteBuffer record(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(ByteBuffer record) throws IOException {
    target.write(record.array(), record.arrayOffset(), record.position());
  }

  /** Gives memory back; without {@link #finish} before, what was written is no zip. */
  @Override
  public void close() throws IOException {
    deflater.close();
    directory.close();
  }
}
