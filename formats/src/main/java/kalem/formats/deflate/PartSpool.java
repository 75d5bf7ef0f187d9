package kalem.formats.deflate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Deflated parts set aside; every look at them reads them anew. */
public final class PartSpool implements Iterable<DeflatedPart>, AutoCloseable {
  private final Spool spool;
  private final List<Place> places = new ArrayList<>();
  private long length;

  private record Place(long position, int size, int length, int crc) {}

  /**
   * @param mostInMemory bytes; with more than these a file is used
   */
  public PartSpool(int mostInMemory) {
    this.spool = new Spool(mostInMemory);
  }

  public void add(DeflatedPart part) throws IOException {
    byte[] bytes = part.bytes();
    places.add(new Place(spool.size(), bytes.length, part.length(), part.crc()));
    spool.append(bytes, 0, bytes.length);
    length += part.length();
  }

  /** Bytes of the text of all parts. */
  public long length() {
    return length;
  }

  /** Parts so far. */
  public int count() {
    return places.size();
  }

  /** Failures of the file arrive as {@link UncheckedIOException}. */
  @Override
  public Iterator<DeflatedPart> iterator() {
    return parts(0, count());
  }

  /** Some of the parts, from one to before another. */
  public Iterator<DeflatedPart> parts(int from, int until) {
    return places.subList(from, until).stream().map(this::part).iterator();
  }

  private DeflatedPart part(Place place) {
    byte[] bytes = new byte[place.size()];
    try {
      spool.read(place.position(), bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DeflatedPart(bytes, place.length(), place.crc());
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
