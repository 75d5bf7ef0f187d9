package kalem.formats.yolo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import kalem.annotation.geometry.ImageSize;
import kalem.formats.FileNames;
import kalem.formats.image.Csv;
import kalem.formats.image.Folder;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.PictureSizes;
import tools.jackson.databind.JsonNode;

/**
 * The label files of a data set, each with its picture: by our own {@code images.csv}, else by the
 * lists of pictures, else all there are.
 */
final class LabelFiles implements Iterator<LabelFile>, Closeable {
  private static final Set<String> NO_LABELS =
      Set.of(
          "classes.txt",
          "labels.txt",
          "train.txt",
          "val.txt",
          "valid.txt",
          "test.txt",
          "trainval.txt",
          "requirements.txt",
          "license.txt",
          "readme.txt",
          "readme.dataset.txt",
          "readme.roboflow.txt");

  private final Folder folder;
  private final JsonNode sizes;
  private final List<Iterator<Optional<LabelFile>>> sources = new ArrayList<>();
  private final List<Lines> open = new ArrayList<>();
  private Optional<LabelFile> upcoming = Optional.empty();

  private LabelFiles(Folder folder, JsonNode sizes) {
    this.folder = folder;
    this.sizes = sizes;
  }

  /**
   * Finds the label files.
   *
   * @param lists names of files that list pictures
   * @param sizes of pictures by their names, {@code [width, height]}
   */
  static LabelFiles of(Folder folder, List<String> lists, JsonNode sizes) throws IOException {
    LabelFiles files = new LabelFiles(folder, sizes);
    if (folder.file(YoloWriter.IMAGES).isPresent()) {
      files.addTable();
    } else {
      for (String list : lists) {
        files.addList(list);
      }
    }
    files.upcoming = files.find();
    if (files.upcoming.isEmpty()) {
      // Lists of another machine or of pictures without labels: then the files themselves count.
      files.addAll();
      files.upcoming = files.find();
    }
    return files;
  }

  /** Some label files, for a look at their lines. */
  static List<Path> some(Folder folder, int most) {
    return folder.someFiles(wanted(folder), most);
  }

  private static Predicate<Path> wanted(Folder folder) {
    boolean hasLabels =
        !folder.someFiles(file -> isLabel(file) && isBelow(folder, file, "labels"), 1).isEmpty();
    return file -> isLabel(file) && (!hasLabels || isBelow(folder, file, "labels"));
  }

  private static boolean isLabel(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".txt") && !NO_LABELS.contains(name);
  }

  private static boolean isBelow(Folder folder, Path file, String name) {
    return ("/" + folder.name(file)).contains("/" + name + "/");
  }

  private void addTable() throws IOException {
    Lines lines = Lines.open(folder, YoloWriter.IMAGES);
    open.add(lines);
    if (lines.hasNext()) {
      lines.next();
    }
    sources.add(mapped(lines, this::ofTable));
  }

  private void addList(String list) throws IOException {
    Lines lines = Lines.open(folder, list);
    open.add(lines);
    sources.add(mapped(lines, this::ofPicture));
  }

  private void addAll() {
    sources.add(mapped(folder.files(wanted(folder)), file -> Optional.of(ofFile(file))));
  }

  private interface Mapping<T> {
    Optional<LabelFile> of(T element);
  }

  private static <T> Iterator<Optional<LabelFile>> mapped(
      Iterator<T> elements, Mapping<T> mapping) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return elements.hasNext();
      }

      @Override
      public Optional<LabelFile> next() {
        return mapping.of(elements.next());
      }
    };
  }

  private Optional<LabelFile> ofTable(String line) {
    List<String> cells = Csv.cells(line);
    if (cells.size() != 5) {
      return Optional.empty();
    }
    Optional<ImageSize> size = size(cells.get(3), cells.get(4));
    return folder
        .file(YoloWriter.LABELS + cells.getFirst() + ".txt")
        .map(file -> new LabelFile(file, cells.get(1), page(cells.get(2)), () -> size));
  }

  private static OptionalInt page(String cell) {
    try {
      return cell.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(cell));
    } catch (NumberFormatException none) {
      return OptionalInt.empty();
    }
  }

  private static Optional<ImageSize> size(String width, String height) {
    try {
      return size(Double.parseDouble(width), Double.parseDouble(height));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static Optional<ImageSize> size(double width, double height) {
    boolean isSize = width >= 1 && height >= 1 && Double.isFinite(width) && Double.isFinite(height);
    return isSize ? Optional.of(new ImageSize(width, height)) : Optional.empty();
  }

  private Optional<LabelFile> ofPicture(String line) {
    String picture = PicturePath.belowRoot(line);
    String stem = FileNames.stem(picture);
    return folder
        .file(PicturePath.asLabel(stem) + ".txt")
        .or(() -> folder.file(stem + ".txt"))
        .map(file -> labelFile(file, PicturePath.name(picture), folder.file(picture)));
  }

  private LabelFile ofFile(Path file) {
    String stem = FileNames.stem(folder.name(file));
    Optional<Path> picture =
        PictureSizes.find(folder, PicturePath.asPicture(stem))
            .or(() -> PictureSizes.find(folder, stem));
    String name = picture.map(folder::name).orElse(stem);
    return labelFile(file, PicturePath.name(name), picture);
  }

  private LabelFile labelFile(Path file, String externalId, Optional<Path> picture) {
    return new LabelFile(
        file,
        externalId,
        OptionalInt.empty(),
        () -> given(externalId).or(() -> picture.flatMap(PictureSizes::of)));
  }

  private Optional<ImageSize> given(String externalId) {
    JsonNode size = sizes.path(externalId);
    JsonNode found = size.isMissingNode() ? sizes.path(FileNames.stem(externalId)) : size;
    return size(
        ForeignJson.number(found.path(0)).orElse(0), ForeignJson.number(found.path(1)).orElse(0));
  }

  private Optional<LabelFile> find() {
    while (!sources.isEmpty()) {
      Iterator<Optional<LabelFile>> source = sources.getFirst();
      while (source.hasNext()) {
        Optional<LabelFile> file = source.next();
        if (file.isPresent()) {
          return file;
        }
      }
      sources.removeFirst();
    }
    return Optional.empty();
  }

  @Override
  public boolean hasNext() {
    return upcoming.isPresent();
  }

  @Override
  public LabelFile next() {
    LabelFile file = upcoming.orElseThrow(NoSuchElementException::new);
    upcoming = find();
    return file;
  }

  @Override
  public void close() throws IOException {
    for (Lines lines : open) {
      lines.close();
    }
  }
}
