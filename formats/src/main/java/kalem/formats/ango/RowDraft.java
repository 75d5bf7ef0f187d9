package kalem.formats.ango;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow;
import kalem.formats.LabeledRow.MaskFile;
import kalem.formats.Media;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One row while it is read. The labels may stand at the top, under {@code answer}, or under {@code
 * task} as in an export (import-format section 2.2).
 */
final class RowDraft {
  private final TitleLookup classes;
  private final MaskSource masks;
  private final FormatReport report;
  private final boolean withHistory;
  private final String place;

  private Optional<String> externalId = Optional.empty();
  private String assetId = "";
  private String taskId = "";
  private Optional<String> url = Optional.empty();
  private List<String> dataset = List.of();
  private JsonNode metadata = JsonNodeFactory.instance.objectNode();
  private List<String> batches = List.of();
  private String stage = "";
  private Instant updatedAt = Instant.EPOCH;
  private Optional<MaskFile> brush = Optional.empty();
  private Optional<MaskFile> voxels = Optional.empty();
  private final List<LabeledRow.Visit> history = new ArrayList<>();
  private @Nullable AnswerDraft answer;

  RowDraft(
      TitleLookup classes,
      MaskSource masks,
      FormatReport report,
      boolean withHistory,
      String place) {
    this.classes = classes;
    this.masks = masks;
    this.report = report;
    this.withHistory = withHistory;
    this.place = place;
  }

  /** Reads the members of the object whose first token is the current one. */
  LabeledRow read(JsonParser tokens) {
    members(tokens);
    String id =
        externalId
            .filter(text -> !text.isEmpty())
            .or(() -> url.map(RowDraft::fileName))
            .orElse(assetId.isEmpty() ? place : assetId);
    return new LabeledRow(
        id,
        assetId,
        taskId,
        url,
        dataset,
        metadata,
        batches,
        stage,
        updatedAt,
        answer().finish(),
        brush,
        voxels,
        history);
  }

  private void members(JsonParser tokens) {
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      tokens.nextToken();
      member(key, tokens);
    }
  }

  private void member(String key, JsonParser tokens) {
    switch (key) {
      case "task", "answer" -> {
        if (tokens.currentToken() == JsonToken.START_OBJECT) {
          members(tokens);
        } else {
          tokens.skipChildren();
        }
      }
      case "tasks" -> legacyTasks(tokens);
      case "asset", "data" -> url = text(tokens).or(() -> url);
      case "externalId" -> externalId = text(tokens);
      case "assetId" -> assetId = text(tokens).orElse("");
      case "taskId" -> taskId = text(tokens).orElse("");
      case "stage" -> stage = text(tokens).orElse("");
      case "updatedAt" -> updatedAt = text(tokens).flatMap(RowDraft::time).orElse(Instant.EPOCH);
      case "metadata" -> metadata = object(tokens).orElse(metadata);
      case "dataset" -> dataset = texts(tokens);
      case "batches" -> batches = texts(tokens);
      case "brushDataUrl" -> brush = mask(tokens);
      case "medicalBrushDataUrl" -> voxels = mask(tokens);
      case "stageHistory" -> visits(tokens);
      default -> {
        if (!answer().take(key, tokens, place)) {
          tokens.skipChildren();
        }
      }
    }
  }

  /** Of the tasks of a legacy row the first counts (export-format section 16). */
  private void legacyTasks(JsonParser tokens) {
    if (tokens.currentToken() != JsonToken.START_ARRAY) {
      tokens.skipChildren();
      return;
    }
    boolean isFirst = true;
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      if (isFirst && tokens.currentToken() == JsonToken.START_OBJECT) {
        members(tokens);
      } else {
        tokens.skipChildren();
      }
      isFirst = false;
    }
  }

  /** Begun late: what the row says about its asset stands before the labels. */
  private AnswerDraft answer() {
    AnswerDraft begun = answer;
    if (begun == null) {
      begun = newAnswer();
      answer = begun;
    }
    return begun;
  }

  private AnswerDraft newAnswer() {
    Media media = Media.of(metadata);
    OptionalInt frameTotal = media.frameTotal();
    return new AnswerDraft(
        classes, report, frameTotal.isPresent() || media.frameRate().isPresent(), frameTotal);
  }

  private void visits(JsonParser tokens) {
    if (!withHistory || tokens.currentToken() != JsonToken.START_ARRAY) {
      tokens.skipChildren();
      return;
    }
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      if (tokens.currentToken() == JsonToken.START_OBJECT) {
        history.add(new VisitDraft(newAnswer(), place).read(tokens));
      } else {
        tokens.skipChildren();
      }
    }
  }

  private Optional<MaskFile> mask(JsonParser tokens) {
    return text(tokens).filter(link -> !link.isEmpty()).flatMap(link -> masks.find(link, place));
  }

  /** A text; of anything else nothing, and it is passed over. */
  static Optional<String> text(JsonParser tokens) {
    if (tokens.currentToken() == JsonToken.VALUE_STRING) {
      return Optional.of(tokens.getString());
    }
    tokens.skipChildren();
    return Optional.empty();
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> object(JsonParser tokens) {
    JsonNode value = tokens.readValueAsTree();
    return Optional.of(value).filter(JsonNode::isObject);
  }

  private static List<String> texts(JsonParser tokens) {
    JsonNode value = tokens.readValueAsTree();
    return value.valueStream().flatMap(each -> each.stringValueOpt().stream()).toList();
  }

  private static String fileName(String url) {
    String path = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
