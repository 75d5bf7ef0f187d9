package kalem.formats.coco;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import kalem.annotation.LongIndex;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.FaultyItem;
import kalem.formats.FormatReport;
import kalem.formats.ImportEntry;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.ImageLabels;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One file while it is read: its images in order, each with its annotations. */
final class CocoFile implements Closeable {
  private final Path file;
  private final FoundClasses classes;
  private final FormatReport report;
  private final CocoSource source;
  private final CocoIndex index;
  private final AnnotationReader annotations;

  /** Ids of annotations that another file holds as well. */
  private final LongIndex repeated;

  private final boolean isSecondary;
  private int image;
  private String lastExternalId = "";

  private CocoFile(
      Path file,
      FoundClasses classes,
      FormatReport report,
      CocoSource source,
      CocoIndex index,
      AnnotationReader annotations,
      LongIndex repeated) {
    this.file = file;
    this.classes = classes;
    this.report = report;
    this.source = source;
    this.index = index;
    this.annotations = annotations;
    this.repeated = repeated;
    this.isSecondary = CocoFiles.isBesideInstances(file);
  }

  /**
   * Makes the first pass.
   *
   * @param idPrefix makes ids of several files different
   * @throws kalem.formats.BadImportException when the file is no JSON object
   */
  static CocoFile open(
      Path file,
      String idPrefix,
      Optional<ClassKind> wanted,
      FoundClasses classes,
      FormatReport report)
      throws IOException {
    CocoSource source = CocoSource.open(file);
    try {
      CocoIndex index = CocoIndex.of(source.stream());
      if (index.orphans() > 0) {
        report.leftOut(
            "The image of an annotation is not in the file.",
            String.valueOf(file.getFileName()),
            index.orphans());
      }
      index.declare(classes);
      return new CocoFile(
          file,
          classes,
          report,
          source,
          index,
          new AnnotationReader(index.categories(), wanted, idPrefix, report),
          repeated(file));
    } catch (IOException | RuntimeException failure) {
      source.close();
      throw failure;
    }
  }

  private static LongIndex repeated(Path file) throws IOException {
    Optional<Path> other = CocoFiles.repeatedBy(file);
    if (other.isEmpty()) {
      return new LongIndex();
    }
    try (InputStream stream = Files.newInputStream(other.get())) {
      return CocoIndex.annotationIds(stream);
    }
  }

  boolean hasNext() {
    return image < index.images();
  }

  /** The next image; nothing when only another file has labels for it. */
  Optional<ImportEntry> next(long number) {
    int at = image++;
    boolean isBlank = isSecondary && index.first(at) == index.first(at + 1);
    return isBlank ? Optional.empty() : Optional.of(entry(at, number));
  }

  private ImportEntry entry(int at, long number) {
    try {
      JsonNode node = tree(index.image(at, source));
      return node.isObject() ? read(node, at, number) : fault(at, number, "An image is an object.");
    } catch (JacksonException | IOException changed) {
      return fault(at, number, "The image can not be read.");
    }
  }

  private static JsonNode tree(byte[] text) {
    return ForeignJson.mapper().readTree(text);
  }

  private ImportEntry read(JsonNode node, int at, long number) throws IOException {
    Optional<String> name = ForeignJson.text(node.path("file_name"));
    if (name.isEmpty()) {
      return fault(at, number, "An image has a file_name.");
    }
    if (!index.isNamed(at)) {
      return fault(at, number, "An image has an id of its own, a whole number.");
    }
    OptionalInt page = page(node);
    String externalId = externalId(name.get(), page);
    ImageLabels labels = new ImageLabels(classes, page);
    labels.size(ForeignJson.whole(node.path("width")), ForeignJson.whole(node.path("height")));
    for (int i = index.first(at); i < index.first(at + 1); i++) {
      JsonNode annotation = tree(index.annotation(i, source));
      OptionalLong id = ForeignJson.whole(annotation.path("id"));
      if (!annotation.isObject()) {
        report.leftOut("An annotation is an object.", name.get());
      } else if (id.isEmpty() || !repeated.contains(id.getAsLong())) {
        annotations.read(annotation, i, name.get() + ": " + annotation.path("id"), labels);
      }
    }
    answers(node, externalId, labels);
    report.took(labels.size());
    return labels.item(number, externalId);
  }

  private void answers(JsonNode image, String externalId, ImageLabels labels) {
    for (String refused : labels.answers(members(image.path("attributes")))) {
      report.leftOut("The value of an attribute is no answer.", externalId + ": " + refused);
    }
    // Every page repeats what holds for the whole asset; once is enough.
    if (!externalId.equals(lastExternalId)) {
      labels.assetAnswers(members(image.path("asset_attributes")));
    }
    lastExternalId = externalId;
  }

  private static Map<String, JsonNode> members(JsonNode node) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (!each.getKey().isBlank()) {
        members.put(each.getKey(), each.getValue());
      }
    }
    return members;
  }

  private static OptionalInt page(JsonNode image) {
    OptionalLong page = ForeignJson.whole(image.path("page"));
    OptionalLong found = page.isPresent() ? page : ForeignJson.whole(image.path("frame"));
    boolean isPage =
        found.isPresent() && found.getAsLong() >= 0 && found.getAsLong() <= Integer.MAX_VALUE;
    return isPage ? OptionalInt.of((int) found.getAsLong()) : OptionalInt.empty();
  }

  /** The name without the page that the writer put behind it. */
  private static String externalId(String name, OptionalInt page) {
    String end = page.isPresent() ? "/" + page.getAsInt() : "";
    return name.endsWith(end) && name.length() > end.length()
        ? name.substring(0, name.length() - end.length())
        : name;
  }

  private FaultyItem fault(int at, long number, String message) {
    return new FaultyItem(
        number,
        Optional.empty(),
        new Problem(ProblemCode.BAD_VALUE, file.getFileName() + ".images[" + at + "]", message));
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
