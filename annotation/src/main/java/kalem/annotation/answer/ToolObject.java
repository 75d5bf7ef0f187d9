package kalem.annotation.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;

/** One drawn annotation (export-format section 8); on a video, one on one frame. */
public record ToolObject(
    String objectId,
    String schemaId,
    String title,
    Geometry geometry,
    Marks marks,
    List<ClassificationAnswer> classifications,
    Optional<Metadata> metadata,
    Map<String, JsonText> extras)
    implements Entry {
  public ToolObject {
    classifications = List.copyOf(classifications);
    extras = extras.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extras));
  }

  public ToolObject withGeometry(Geometry changed) {
    return new ToolObject(
        objectId, schemaId, title, changed, marks, classifications, metadata, extras);
  }

  public ToolObject withMarks(Marks changed) {
    return new ToolObject(
        objectId, schemaId, title, geometry, changed, classifications, metadata, extras);
  }

  public ToolObject withClassifications(List<ClassificationAnswer> changed) {
    return new ToolObject(objectId, schemaId, title, geometry, marks, changed, metadata, extras);
  }

  /** The page or frame, 0 when none is given. */
  public int pageOrFirst() {
    return marks.page().orElse(0);
  }

  ToolObject withObjectId(String changed) {
    return new ToolObject(
        changed, schemaId, title, geometry, marks, classifications, metadata, extras);
  }

  ToolObject withTitle(String changed, List<ClassificationAnswer> nested) {
    return new ToolObject(objectId, schemaId, changed, geometry, marks, nested, metadata, extras);
  }

  ToolObject withMetadata(Optional<Metadata> changed, List<ClassificationAnswer> nested) {
    return new ToolObject(objectId, schemaId, title, geometry, marks, nested, changed, extras);
  }

  @Override
  public void write(CompactJson json) {
    Entry.begin(this, json).key("title").string(title).key(geometry.key());
    geometry.write(json);
    Entry.end(this, json);
  }
}
