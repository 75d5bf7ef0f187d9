package kalem.formats.testing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.LabeledRow;

/** Rows and schemas from short JSON with single quotes. */
public final class Rows {
  public static final Instant AT = Instant.parse("2026-05-04T09:01:12.345Z");

  private Rows() {}

  public static CategorySchema schema(String json) {
    return CategorySchema.of(JsonText.parse(json.replace('\'', '"')));
  }

  public static Answer answer(String json) {
    return Answer.parse(json.replace('\'', '"'));
  }

  /** A row without pages, masks and history. */
  public static LabeledRow of(String externalId, String url, String metadata, Answer answer) {
    return new LabeledRow(
        externalId,
        "asset-" + externalId,
        "task-" + externalId,
        Optional.of(url),
        List.of(),
        JsonText.parse(metadata.replace('\'', '"')),
        List.of("b1", "b2"),
        "Complete",
        AT,
        answer,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
