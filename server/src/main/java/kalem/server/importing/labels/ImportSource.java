package kalem.server.importing.labels;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.formats.BadImportException;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.InputRoot;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabeledRow.MaskFile;
import kalem.formats.ango.AngoImportReader;
import kalem.formats.catalog.Formats;

/**
 * A file of labels in whatever format, opened. Files of other programs are read once at the
 * beginning, into a file of items: their classes are known only at their end, and going on after a
 * crash must not depend on how a format is laid out.
 */
final class ImportSource implements AutoCloseable {
  private final String format;
  private final Path items;
  private final Foreign foreign;
  private final boolean isForeign;
  private CountedFile file;
  private LabelReader reader;

  private ImportSource(String format, Path items, Optional<Foreign> foreign) throws IOException {
    this.format = format;
    this.items = items;
    this.isForeign = foreign.isPresent();
    this.foreign = foreign.orElse(new Foreign(List.of(), List.of()));
    this.file = new CountedFile(items);
    this.reader = open();
  }

  /** What a file of another program told beside its items. */
  private record Foreign(List<FoundClass> classes, List<FormatReport.Left> left) {}

  /**
   * Opens a file.
   *
   * @param work a folder for files of this import's own, which the caller removes
   * @throws BadImportException when nothing can be read at all
   */
  static ImportSource open(Path file, Path work, ImportOptions options) throws IOException {
    Optional<LabelFormat> foreign = foreign(file, options);
    if (foreign.isEmpty()) {
      return new ImportSource(ImportOptions.OWN, file, Optional.empty());
    }
    Path items = work.resolve("items");
    Foreign facts = convert(file, foreign.get(), options, items);
    return new ImportSource(foreign.get().id(), items, Optional.of(facts));
  }

  /** Opens a file that is known to be of the hub's own form. */
  static ImportSource own(Path file) throws IOException {
    return new ImportSource(ImportOptions.OWN, file, Optional.empty());
  }

  /** The format of another program; empty: the hub's own. */
  private static Optional<LabelFormat> foreign(Path file, ImportOptions options)
      throws IOException {
    if (options.format().equals(ImportOptions.OWN)) {
      return Optional.empty();
    }
    if (!options.format().equals(ImportOptions.AUTO)) {
      return Formats.find(options.format());
    }
    if (AngoImportReader.recognizes(file)) {
      return Optional.empty();
    }
    try (InputRoot root = InputRoot.open(file)) {
      for (LabelFormat format : Formats.all()) {
        if (format.isReadable() && format.recognizes(root.root())) {
          return Optional.of(format);
        }
      }
    }
    return Optional.empty();
  }

  private static Foreign convert(Path file, LabelFormat format, ImportOptions options, Path items)
      throws IOException {
    try (InputRoot root = InputRoot.open(file);
        LabelReader reader = format.read(root.root(), options.config());
        ItemSpool spool = ItemSpool.write(items)) {
      SpooledMasks masks = new SpooledMasks(items.resolveSibling("masks"));
      while (reader.hasNext()) {
        stopWhenInterrupted();
        spool.add(masks.kept(reader.next(), reader));
      }
      return new Foreign(List.copyOf(reader.classes()), reader.report().left());
    }
  }

  private static void stopWhenInterrupted() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("The server stops");
    }
  }

  private LabelReader open() throws IOException {
    return isForeign ? ItemSpool.read(file) : AngoImportReader.open(file, items);
  }

  /** Begins from the first item again. */
  void rewind() throws IOException {
    reader.close();
    file = new CountedFile(items);
    reader = open();
  }

  String format() {
    return format;
  }

  /** Whether the external ids of items are names of files. */
  boolean isForeign() {
    return isForeign;
  }

  List<FoundClass> classes() {
    return foreign.classes();
  }

  /** What the format had to leave out. */
  List<FormatReport.Left> left() {
    return foreign.left();
  }

  boolean hasNext() {
    return reader.hasNext();
  }

  /**
   * The next items: some, and fewer when they are large. One that is larger than memory is the last
   * of them, and can be read only until the next ones are asked for.
   */
  List<ImportEntry> next(int most, long mostBytes) {
    List<ImportEntry> entries = new ArrayList<>();
    long end = file.read + mostBytes;
    boolean isLong = false;
    while (!isLong && reader.hasNext() && entries.size() < most && file.read < end) {
      ImportEntry next = reader.next();
      entries.add(next);
      isLong = next instanceof ImportItem item && LongItems.isLong(item);
    }
    return entries;
  }

  /** Passes over items; fewer when there are no more. */
  long skip(long count) {
    long skipped = 0;
    while (skipped < count && reader.hasNext()) {
      if (reader instanceof AngoImportReader own) {
        own.skip();
      } else {
        reader.next();
      }
      skipped++;
    }
    return skipped;
  }

  /** Opens a mask that came with the file; nothing for addresses elsewhere. */
  Optional<InputStream> openMask(String address) throws IOException {
    if (isForeign) {
      return new SpooledMasks(items.resolveSibling("masks")).open(address);
    }
    Optional<MaskFile> mask = reader.mask(address);
    return mask.isPresent() ? Optional.of(mask.get().open()) : Optional.empty();
  }

  /** Share of the file that was read. */
  long bytesOf(long size) throws IOException {
    long whole = Files.size(items);
    return whole == 0 ? size : (long) ((double) file.read / whole * size);
  }

  @Override
  public void close() {
    reader.close();
  }

  /** Counts what was read of a file. */
  private static final class CountedFile extends FilterInputStream {
    private long read;

    CountedFile(Path file) throws IOException {
      super(Files.newInputStream(file));
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      read += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      read += Math.max(0, count);
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
