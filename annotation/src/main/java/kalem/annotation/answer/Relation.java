package kalem.annotation.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;

/** One relation between entries of the same task (export-format section 11). */
public record Relation(
    String objectId,
    String schemaId,
    String title,
    Link link,
    Marks marks,
    List<ClassificationAnswer> classifications,
    Optional<Metadata> metadata,
    Map<String, JsonText> extras)
    implements Entry {
  public Relation {
    classifications = List.copyOf(classifications);
    extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
  }

  Relation withLink(Link changed) {
    return new Relation(
        objectId, schemaId, title, changed, marks, classifications, metadata, extras);
  }

  Relation withTitle(String changed, List<ClassificationAnswer> nested) {
    return new Relation(objectId, schemaId, changed, link, marks, nested, metadata, extras);
  }

  Relation withMetadata(Optional<Metadata> changed, List<ClassificationAnswer> nested) {
    return new Relation(objectId, schemaId, title, link, marks, nested, changed, extras);
  }

  @Override
  public void write(CompactJson json) {
    Entry.begin(this, json).key("title").string(title);
    link.write(json);
    Entry.end(this, json);
  }
}
