package kalem.formats.cvat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.formats.BadImportException;
import kalem.formats.FaultyItem;
import kalem.formats.FileNames;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.LabelReader;
import kalem.formats.image.FoundClasses;
import org.jspecify.annotations.Nullable;

/** Reads CVAT's files one after the other, picture by picture. */
final class CvatReader implements LabelReader {
  private final Iterator<Path> files;
  private final FoundClasses classes = new FoundClasses();
  private final FormatReport report = new FormatReport();
  private Optional<ImportEntry> upcoming = Optional.empty();
  private @Nullable OpenFile open;
  private long index;
  private boolean hasFound;

  CvatReader(Path root) {
    this.files = CvatFiles.of(root);
  }

  @Override
  public boolean hasNext() {
    while (upcoming.isEmpty() && (open != null || files.hasNext())) {
      upcoming = read();
    }
    hasFound |= upcoming.isPresent();
    if (!hasFound) {
      throw new BadImportException("There is no XML file with images or tracks of CVAT.");
    }
    return upcoming.isPresent();
  }

  @Override
  public ImportEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ImportEntry entry = upcoming.orElseThrow();
    upcoming = Optional.empty();
    index++;
    return entry;
  }

  private Optional<ImportEntry> read() {
    OpenFile file = open;
    String name = "";
    try {
      if (file == null) {
        Path path = files.next();
        name = String.valueOf(path.getFileName());
        file = new OpenFile(path, name);
        open = file;
      }
      name = file.name;
      Optional<ImportItem> item = file.next();
      if (item.isEmpty()) {
        closeFile();
      }
      return item.map(each -> each);
    } catch (XMLStreamException | IOException broken) {
      closeFile();
      return Optional.of(faulty(name, broken));
    }
  }

  private FaultyItem faulty(String name, Exception broken) {
    String where = "";
    if (broken instanceof XMLStreamException xml && xml.getLocation() != null) {
      where =
          " at line "
              + xml.getLocation().getLineNumber()
              + ", column "
              + xml.getLocation().getColumnNumber();
    }
    return new FaultyItem(
        index,
        Optional.of(name),
        new Problem(
            ProblemCode.BAD_VALUE, "[" + index + "]", name + " is no sound XML" + where + "."));
  }

  private void closeFile() {
    OpenFile file = open;
    open = null;
    if (file != null) {
      try {
        file.stream.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  @Override
  public List<FoundClass> classes() {
    return classes.list();
  }

  @Override
  public FormatReport report() {
    return report;
  }

  @Override
  public void close() {
    closeFile();
  }

  /** A file while it is read: images come one by one, tracks together at the end. */
  private final class OpenFile {
    private final String name;
    private final InputStream stream;
    private final XMLStreamReader xml;
    private final Declared declared = new Declared();
    private @Nullable VideoReader video;
    private int depth;

    OpenFile(Path path, String name) throws IOException, XMLStreamException {
      this.name = name;
      this.stream = Files.newInputStream(path);
      this.xml = CvatFiles.parser(stream);
    }

    Optional<ImportItem> next() throws XMLStreamException {
      while (xml.hasNext()) {
        xml.next();
        if (xml.isStartElement()) {
          Optional<ImportItem> picture = start();
          if (picture.isPresent()) {
            return picture;
          }
        } else if (xml.isEndElement()) {
          depth--;
        }
      }
      VideoReader tracks = video;
      video = null;
      return tracks == null || tracks.isEmpty()
          ? Optional.empty()
          : Optional.of(tracks.item(index));
    }

    private Optional<ImportItem> start() throws XMLStreamException {
      switch (xml.getLocalName()) {
        case "annotations" -> depth++;
        case "meta" -> declared.read(xml);
        case "image" -> {
          return Optional.of(new PictureReader(declared, classes, report).read(xml, index));
        }
        case "track" -> track();
        default -> {
          if (depth == 0) {
            report.leftOut("An XML file of another kind.", name);
          }
          Element.skip(xml);
        }
      }
      return Optional.empty();
    }

    private void track() throws XMLStreamException {
      VideoReader tracks = video;
      if (tracks == null) {
        String source = declared.video().orElseGet(() -> FileNames.stem(name));
        tracks = new VideoReader(declared, classes, report, source);
        video = tracks;
      }
      tracks.add(xml);
    }
  }
}
