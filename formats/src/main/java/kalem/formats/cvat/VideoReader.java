package kalem.formats.cvat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kalem.annotation.geometry.Geometry;
import kalem.formats.FormatReport;
import kalem.formats.ImportItem;
import kalem.formats.Limits;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.GroupNumbers;
import kalem.formats.image.ImageLabels;
import kalem.formats.image.ImageLabels.Labeled;
import kalem.formats.image.UnusableShapeException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Collects the tracks of one file, which is one video; of each track the key frames. */
final class VideoReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Declared declared;
  private final Answers answers;
  private final FormatReport report;
  private final ImageLabels labels;
  private final Map<Integer, List<String>> groups = new LinkedHashMap<>();
  private final String video;
  private int tracks;
  private long taken;

  VideoReader(Declared declared, FoundClasses classes, FormatReport report, String video) {
    this.declared = declared;
    this.answers = new Answers(declared, report);
    this.report = report;
    this.labels = new ImageLabels(classes, OptionalInt.empty());
    this.video = video;
  }

  boolean isEmpty() {
    return tracks == 0;
  }

  /** Reads the {@code track} whose start the parser stands on, up to its end. */
  void add(XMLStreamReader xml) throws XMLStreamException {
    Map<String, String> values = Element.values(xml);
    String label = values.getOrDefault("label", "");
    Track track = new Track("track-" + tracks++, label);
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        track.add(Element.read(xml));
      }
    }
    OptionalInt group = Element.whole(values, "group_id");
    if (group.orElse(0) > 0 && track.isThere()) {
      groups.computeIfAbsent(group.getAsInt(), number -> new ArrayList<>()).add(track.id);
    }
  }

  ImportItem item(long index) {
    groups.forEach(
        (number, members) -> {
          if (members.size() > 1) {
            labels.group(GroupNumbers.TITLE, members);
          } else {
            report.leftOut("A group of one shape.", video + ": group " + number);
          }
        });
    report.took(taken);
    ImportItem item = labels.item(index, video);
    ObjectNode metadata = ((ObjectNode) item.labels()).withObject("metadata");
    declared.media().forEach(metadata::put);
    return item;
  }

  /** One object through the frames. */
  private final class Track {
    private final String id;
    private final String label;
    private boolean isVisible;
    private int entries;

    Track(String id, String label) {
      this.id = id;
      this.label = label;
    }

    boolean isThere() {
      return entries > 0;
    }

    void add(Element shape) {
      OptionalInt frame = shape.whole("frame");
      boolean isKey = !shape.text("keyframe").equals("0");
      boolean isOutside = shape.isMarked("outside");
      if (!isKey || (isOutside && !isVisible)) {
        return;
      }
      try {
        if (label.isEmpty() || frame.isEmpty()) {
          throw new UnusableShapeException("A shape on a video without a label or a frame.");
        }
        entry(shape, frame.getAsInt(), isOutside);
        isVisible = !isOutside;
      } catch (UnusableShapeException unusable) {
        report.leftOut(unusable.reason(), video + ": " + id + " " + label);
      }
    }

    private void entry(Element shape, int frame, boolean isOutside) throws UnusableShapeException {
      if (labels.size() >= Limits.OBJECTS) {
        throw new UnusableShapeException("A video with more key frames than are taken in.");
      }
      List<Geometry> geometries = ShapeReader.read(shape);
      if (geometries.size() > 1) {
        throw new UnusableShapeException("Several points in one element on a video.");
      }
      if (PictureReader.isOval(shape, geometries) && entries == 0) {
        report.leftOut("An ellipse became a polygon.", video + ": " + id + " " + label);
      }
      Labeled object = labels.object(label, geometries.getFirst());
      object.extra("objectId", NODES.stringNode(id));
      object.extra("page", NODES.numberNode(frame));
      object.extra(isOutside ? "interpolationStopped" : "keyFrame", NODES.booleanNode(true));
      answers.add(label, shape, object, video);
      entries++;
      taken++;
    }
  }
}
