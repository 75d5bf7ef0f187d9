package kalem.formats.cvat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.video.Track;
import kalem.annotation.video.TrackStep;
import kalem.annotation.video.Tracks;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow;
import kalem.formats.Media;
import kalem.formats.image.GroupNumbers;

/** Writes the file of one video: an element per object, with its frames. */
final class VideoWriter {
  private final XmlWriter xml;
  private final ShapeWriter shapes;
  private final CategorySchema schema;
  private final FormatReport report;
  private final boolean onlyKeyFrames;

  VideoWriter(XmlWriter xml, CategorySchema schema, FormatReport report, boolean onlyKeyFrames) {
    this.xml = xml;
    this.shapes = new ShapeWriter(xml);
    this.schema = schema;
    this.report = report;
    this.onlyKeyFrames = onlyKeyFrames;
  }

  /**
   * Writes the whole file.
   *
   * @return the frames of objects written
   */
  long write(LabeledRow row) throws IOException {
    xml.open("annotations").element("version", "1.1");
    meta(row);
    GroupNumbers groups =
        GroupNumbers.of(row.answer().relations(), each -> false, "CVAT", row.externalId(), report);
    if (!row.answer().classifications().isEmpty()) {
      report.leftOut(
          "Answers about a video have no place in CVAT.",
          row.externalId(),
          row.answer().classifications().size());
    }
    OptionalInt total = row.media().frameTotal();
    long written = 0;
    long id = 0;
    for (Track track : Tracks.of(row.answer().tools()).tracks()) {
      written += track(track, id++, groups.of(track.objectId()), total, row.externalId());
    }
    xml.close("annotations");
    xml.finish();
    return written;
  }

  private void meta(LabeledRow row) throws IOException {
    Media media = row.media();
    xml.open("meta").open("task");
    xml.element("name", row.externalId());
    if (media.frameTotal().isPresent()) {
      int frames = media.frameTotal().getAsInt();
      xml.element("size", Integer.toString(frames)).element("mode", "interpolation");
      xml.element("start_frame", "0").element("stop_frame", Integer.toString(frames - 1));
    } else {
      xml.element("mode", "interpolation");
    }
    new CvatLabels(schema).write(xml);
    if (media.width().isPresent() && media.height().isPresent()) {
      xml.open("original_size");
      xml.element("width", Integer.toString(media.width().getAsInt()));
      xml.element("height", Integer.toString(media.height().getAsInt()));
      xml.close("original_size");
    }
    xml.element("source", row.externalId()).close("task").close("meta");
  }

  private long track(Track track, long id, OptionalInt group, OptionalInt total, String video)
      throws IOException {
    List<TrackStep> steps = track.steps();
    if (steps.isEmpty() || !canHold(track, video)) {
      return 0;
    }
    ToolObject first = track.keyFrames().getFirst();
    xml.open("track").attribute("id", id).attribute("label", title(first));
    xml.attribute("source", "manual");
    if (group.isPresent()) {
      xml.attribute("group_id", (long) group.getAsInt());
    }
    long written = 0;
    for (TrackStep step : steps) {
      written += step(step, total);
    }
    xml.close("track");
    return written;
  }

  private boolean canHold(Track track, String video) {
    String place = video + ": " + track.objectId();
    for (ToolObject object : track.keyFrames()) {
      if (shape(object.geometry()).isEmpty()) {
        String reason =
            object.geometry() instanceof Segmentation
                ? "A segmentation of several zones or with holes has no place in a video of CVAT."
                : "A " + object.geometry().key() + " has no place in CVAT.";
        report.leftOut(reason, place);
        return false;
      }
    }
    Geometry shape = track.keyFrames().getFirst().geometry();
    if (shape instanceof Segmentation) {
      report.leftOut("A segmentation on a video became a polygon.", place);
    } else if (shape instanceof Spline) {
      report.leftOut("A spline became the line along its curve.", place);
    }
    return true;
  }

  /** The shape as it is written; nothing when it has no place. */
  private static Optional<Geometry> shape(Geometry geometry) {
    if (geometry instanceof Segmentation(List<Segmentation.Zone> zones)) {
      return zones.size() == 1 && zones.getFirst().holes().isEmpty()
          ? Optional.of(new Polygon(zones.getFirst().region()))
          : Optional.empty();
    }
    return ShapeWriter.element(geometry).map(element -> geometry);
  }

  private long step(TrackStep step, OptionalInt total) throws IOException {
    int from = step.from();
    int until = onlyKeyFrames || step.isOff() ? from + 1 : end(step, total);
    long written = 0;
    for (int frame = from; frame < until; frame++) {
      Optional<ToolObject> entry = step.entryAt(frame);
      if (entry.isPresent()) {
        written += frame(entry.get(), frame, frame == from, step.isOff());
      }
    }
    return written;
  }

  /** An object that does not end is there to the last frame, when that is known. */
  private static int end(TrackStep step, OptionalInt total) {
    return step.until().orElse(Math.max(step.from() + 1, total.orElse(0)));
  }

  private long frame(ToolObject object, int frame, boolean isKey, boolean isOff)
      throws IOException {
    Optional<Geometry> shape = shape(object.geometry());
    if (shape.isEmpty()) {
      return 0;
    }
    String element = ShapeWriter.element(shape.get()).orElseThrow();
    xml.open(element).attribute("frame", (long) frame);
    xml.attribute("keyframe", isKey ? 1L : 0L).attribute("outside", isOff ? 1L : 0L);
    xml.attribute("occluded", Attributes.isOccluded(object.classifications()) ? 1L : 0L);
    shapes.write(shape.get());
    xml.attribute("z_order", 0L);
    Attributes.write(object.classifications(), xml);
    xml.close(element);
    return isOff ? 0 : 1;
  }

  private String title(ToolObject object) {
    return schema.find(object.schemaId()).map(SchemaClass::title).orElse(object.title());
  }
}
