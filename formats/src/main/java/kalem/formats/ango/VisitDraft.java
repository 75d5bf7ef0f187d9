package kalem.formats.ango;

import java.time.Instant;
import java.util.Optional;
import kalem.formats.LabeledRow.Visit;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One earlier visit of a stage while it is read (export-format section 13). */
final class VisitDraft {
  private final AnswerDraft answer;
  private final String place;
  private String stage = "";
  private String stageId = "";
  private long duration;
  private Instant completedAt = Instant.EPOCH;
  private Optional<String> completedBy = Optional.empty();
  private Optional<String> reviewStatus = Optional.empty();

  VisitDraft(AnswerDraft answer, String place) {
    this.answer = answer;
    this.place = place;
  }

  Visit read(JsonParser tokens) {
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      tokens.nextToken();
      member(key, tokens);
    }
    return new Visit(
        stage, stageId, duration, completedAt, completedBy, reviewStatus, answer.finish());
  }

  private void member(String key, JsonParser tokens) {
    switch (key) {
      case "stage", "stageName" -> stage = RowDraft.text(tokens).orElse("");
      case "stageId" -> stageId = RowDraft.text(tokens).orElse("");
      case "completedAt" ->
          completedAt = RowDraft.text(tokens).flatMap(RowDraft::time).orElse(Instant.EPOCH);
      case "completedBy" -> completedBy = RowDraft.text(tokens);
      case "reviewStatus" -> reviewStatus = RowDraft.text(tokens);
      case "duration" -> {
        duration = tokens.currentToken() == JsonToken.VALUE_NUMBER_INT ? whole(tokens) : 0;
        tokens.skipChildren();
      }
      default -> {
        if (!answer.take(key, tokens, place + ".stageHistory")) {
          tokens.skipChildren();
        }
      }
    }
  }

  /** A number too large for any duration counts as none. */
  private static long whole(JsonParser tokens) {
    return tokens.getBigIntegerValue().bitLength() < Long.SIZE ? tokens.getLongValue() : 0;
  }
}
