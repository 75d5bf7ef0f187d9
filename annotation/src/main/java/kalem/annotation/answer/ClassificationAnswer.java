package kalem.annotation.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;

/**
 * One answered question (export-format section 10).
 *
 * @param tool the kind of the class; a text, as unknown classes may be of unknown kinds
 */
public record ClassificationAnswer(
    String objectId,
    String schemaId,
    String tool,
    String title,
    AnswerValue answer,
    Marks marks,
    List<ClassificationAnswer> classifications,
    Optional<Metadata> metadata,
    Map<String, JsonText> extras)
    implements Entry {
  public ClassificationAnswer {
    classifications = List.copyOf(classifications);
    extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
  }

  ClassificationAnswer withMetadata(Optional<Metadata> changed, List<ClassificationAnswer> nested) {
    return new ClassificationAnswer(
        objectId, schemaId, tool, title, answer, marks, nested, changed, extras);
  }

  @Override
  public void write(CompactJson json) {
    Entry.begin(this, json).key("tool").string(tool).key("title").string(title).key("answer");
    answer.write(json);
    Entry.end(this, json);
  }
}
