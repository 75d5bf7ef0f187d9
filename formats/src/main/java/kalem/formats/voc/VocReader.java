package kalem.formats.voc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.formats.BadImportException;
import kalem.formats.FaultyItem;
import kalem.formats.FileNames;
import kalem.formats.FormatConfig;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.LabelReader;
import kalem.formats.image.Folder;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.Hull;
import kalem.formats.image.ImageLabels;
import kalem.formats.image.ImageLabels.Labeled;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads XML files one by one. */
final class VocReader implements LabelReader {
  private final Path root;
  private final Coordinates coordinates;
  private final Iterator<Path> files;
  private final XmlParser parser = new XmlParser();
  private final FoundClasses classes = new FoundClasses();
  private final FormatReport report = new FormatReport();
  private long number;

  VocReader(Path root, JsonNode config) {
    this.root = root;
    this.coordinates = Coordinates.of(new FormatConfig(config));
    this.files =
        Files.isDirectory(root)
            ? new Folder(root).files(VocFormat::isXml)
            : List.of(root).iterator();
    if (!files.hasNext()) {
      throw new BadImportException("There is no XML file.");
    }
  }

  @Override
  public boolean hasNext() {
    return files.hasNext();
  }

  @Override
  public ImportEntry next() {
    Path file = files.next();
    String name =
        file.equals(root) ? String.valueOf(file.getFileName()) : new Folder(root).name(file);
    try {
      XmlElement page = parser.parse(Folder.text(file));
      return page.name().equals("annotation")
          ? read(page, name)
          : fault(name, "The root element is not annotation.");
    } catch (XmlParser.BrokenException broken) {
      return fault(name, String.valueOf(broken.getMessage()));
    } catch (IOException unreadable) {
      return fault(name, "The file can not be read.");
    }
  }

  private FaultyItem fault(String name, String message) {
    Problem problem = new Problem(ProblemCode.BAD_VALUE, name, message);
    return new FaultyItem(number++, Optional.empty(), problem);
  }

  private ImportEntry read(XmlElement page, String name) {
    Optional<XmlElement> asset = page.child("asset");
    ImageLabels labels =
        new ImageLabels(classes, asset.map(VocReader::page).orElse(OptionalInt.empty()));
    page.child("size")
        .ifPresent(size -> labels.size(pixels(size, "width"), pixels(size, "height")));
    int at = 0;
    for (XmlElement object : page.children("object")) {
      String place = name + ".object[" + at + "]";
      try {
        read(object, at, place, labels);
      } catch (BadGeometryException bad) {
        report.leftOut(bad.reason(), place);
      }
      at++;
    }
    report.took(labels.size());
    String externalId =
        asset.flatMap(each -> each.text("name")).or(() -> page.text("filename")).orElse(stem(name));
    return labels.item(number++, externalId);
  }

  private static OptionalLong pixels(XmlElement size, String name) {
    OptionalDouble side = size.number(name);
    return side.isPresent() ? OptionalLong.of((long) side.getAsDouble()) : OptionalLong.empty();
  }

  private static OptionalInt page(XmlElement asset) {
    OptionalDouble page = asset.number("page");
    boolean isPage =
        page.isPresent()
            && page.getAsDouble() >= 0
            && page.getAsDouble() <= Integer.MAX_VALUE
            && page.getAsDouble() == Math.rint(page.getAsDouble());
    return isPage ? OptionalInt.of((int) page.getAsDouble()) : OptionalInt.empty();
  }

  private static String stem(String name) {
    int start = name.lastIndexOf(VocFormat.ANNOTATIONS);
    return FileNames.stem(
        start < 0 ? name : name.substring(start + VocFormat.ANNOTATIONS.length()));
  }

  private void read(XmlElement object, int at, String place, ImageLabels labels) {
    Labeled whole = labels.object(title(object), box(object));
    for (String refused : whole.answers(answers(object, whole))) {
      report.leftOut("The value of an attribute is no answer.", place + ": " + refused);
    }
    List<String> members = new ArrayList<>();
    List<XmlElement> parts = object.children("part");
    for (int i = 0; i < parts.size(); i++) {
      try {
        Labeled part = labels.object(title(parts.get(i)), box(parts.get(i)));
        members.add(part.ensureId("part-" + at + "-" + i));
      } catch (BadGeometryException bad) {
        report.leftOut(bad.reason(), place + ".part[" + i + "]");
      }
    }
    if (!members.isEmpty()) {
      labels.oneToMany(Parts.TITLE, whole.ensureId("object-" + at), members);
    }
  }

  private static String title(XmlElement object) {
    return object.text("name").orElseThrow(() -> new BadGeometryException("An object has a name."));
  }

  private Box box(XmlElement object) {
    XmlElement box =
        object
            .child("bndbox")
            .orElseThrow(() -> new BadGeometryException("An object has a bndbox."));
    Hull hull =
        coordinates.fromFile(
            new Hull(side(box, "xmin"), side(box, "ymin"), side(box, "xmax"), side(box, "ymax")));
    return new Box(hull.left(), hull.top(), hull.width(), hull.height());
  }

  private static double side(XmlElement box, String name) {
    return box.number(name)
        .orElseThrow(() -> new BadGeometryException("A bndbox has four numbers."));
  }

  private static Map<String, JsonNode> answers(XmlElement object, Labeled whole) {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    object
        .text("pose")
        .filter(pose -> !pose.equals("Unspecified"))
        .ifPresent(pose -> answers.put("pose", JsonNodeFactory.instance.stringNode(pose)));
    for (String mark : List.of("truncated", "difficult", "occluded")) {
      if (object.text(mark).filter(value -> value.equals("1")).isPresent()) {
        answers.put(mark, JsonNodeFactory.instance.booleanNode(true));
      }
    }
    for (XmlElement actions : object.children("actions")) {
      for (XmlElement action : actions.elements()) {
        answers.put(action.name(), JsonNodeFactory.instance.booleanNode(action.text().equals("1")));
      }
    }
    for (XmlElement list : object.children("attributes")) {
      list.children("attribute").forEach(each -> Attributes.add(each, answers, whole));
    }
    return answers;
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
  public void close() {}
}
