package kalem.formats.ango;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import kalem.formats.BadImportException;
import kalem.formats.ImportEntry;
import kalem.formats.Limits;
import tools.jackson.databind.JsonNode;

/**
 * The elements of all data files in a zip, one file after the other. What an export adds beside its
 * data, and what operating systems add, is passed over. A zip that unpacks to far more than labels
 * do is refused on the way, with a {@link BadImportException}.
 */
final class ZipSource implements ElementSource {
  private final ZipInputStream zip;
  private final Map<String, JsonNode> request = new LinkedHashMap<>();
  private Optional<ElementSource> current = Optional.empty();
  private long index;

  ZipSource(InputStream stream) throws IOException {
    this.zip = new CheckedZip(new CountedZip(stream));
    if (!nextFile()) {
      throw new BadImportException("The zip holds no .json or .ndjson file.");
    }
    toElement();
  }

  private boolean nextFile() throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (isData(entry)) {
        current = Optional.of(AngoImportReader.text(new Kept(zip), index));
        return true;
      }
    }
    current = Optional.empty();
    return false;
  }

  /** Whether an entry holds labels, by its name. */
  static boolean isData(ZipEntry entry) {
    String path = entry.getName().toLowerCase(Locale.ROOT);
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !entry.isDirectory() && !path.startsWith("__macosx/") && DataFiles.isData(name);
  }

  private void toElement() {
    try {
      while (current.isPresent() && !current.get().hasNext()) {
        request.putAll(current.get().request());
        current.get().close();
        nextFile();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public boolean hasNext() {
    return current.isPresent();
  }

  @Override
  public ImportEntry next() {
    ImportEntry entry = current.orElseThrow(NoSuchElementException::new).next();
    index++;
    toElement();
    return entry;
  }

  @Override
  public void skip() {
    current.orElseThrow(NoSuchElementException::new).skip();
    index++;
    toElement();
  }

  @Override
  public Map<String, JsonNode> request() {
    return Map.copyOf(request);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Counts what was read of the zip itself. */
  private static final class CountedZip extends FilterInputStream {
    private long packed;

    CountedZip(InputStream zip) {
      super(zip);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      packed += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
      int count = super.read(target, offset, most);
      packed += Math.max(0, count);
      return count;
    }
  }

  /** Counts what the zip unpacks to, files that are passed over among it. */
  private static final class CheckedZip extends ZipInputStream {
    private final CountedZip zip;
    private long files;
    private long unpacked;

    CheckedZip(CountedZip zip) {
      super(zip, StandardCharsets.UTF_8);
      this.zip = zip;
    }

    @Override
    public ZipEntry getNextEntry() throws IOException {
      files++;
      return super.getNextEntry();
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
      int count = super.read(target, offset, most);
      unpacked += Math.max(0, count);
      Limits.checkZip(files, zip.packed, unpacked);
      return count;
    }
  }

  /** One file of the zip; closing it leaves the zip open. */
  private static final class Kept extends FilterInputStream {
    Kept(InputStream file) {
      super(file);
    }

    @Override
    public void close() {
      // The next file is still to come.
    }
  }
}
