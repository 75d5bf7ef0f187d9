package kalem.formats.ango;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.formats.deflate.PartDeflater;
import tools.jackson.databind.JsonNode;

/** Makes rows from a short JSON form in which nearly everything may be left out. */
final class RowFixture {
  private RowFixture() {}

  static ExportRow row(JsonNode node) {
    return new ExportRow(asset(node), task(node));
  }

  private static ExportedAsset asset(JsonNode node) {
    return new ExportedAsset(
        node.path("asset").asString("https://files.example/a.jpg"),
        node.path("assetId").asString("a1"),
        texts(node.path("dataset")),
        node.path("externalId").asString("a.jpg"),
        json(node, "metadata").orElse(new JsonText("{}")),
        json(node, "contextData"),
        texts(node.path("batches")),
        json(node, "attachments"),
        json(node, "overlay"));
  }

  private static ExportedTask task(JsonNode node) {
    return new ExportedTask(
        node.path("taskId").asString("t1"),
        node.path("type").asString("default"),
        node.path("stage").asString("Complete"),
        node.path("stageId").asString("Complete"),
        Instant.parse("2026-05-04T09:01:12.345Z"),
        text(node, "updatedBy"),
        Duration.ofMillis(node.path("totalDuration").asLong(0)),
        times(node.path("times")),
        times(node.path("totalTimes")),
        answer(node),
        masks(node),
        quality(node),
        node.path("stageHistory").valueStream().map(RowFixture::visit).toList());
  }

  private static StageVisit visit(JsonNode node) {
    return new StageVisit(
        node.path("stage").asString("Label"),
        node.path("stageId").asString("Label"),
        node.path("stageDeleted").asBoolean(false),
        times(node.path("times")),
        Instant.parse("2026-05-03T09:00:00Z"),
        text(node, "completedBy"),
        text(node, "submittedBy"),
        text(node, "reviewStatus"),
        text(node, "consensusId"),
        text(node, "taskHistory"),
        answer(node),
        masks(node));
  }

  private static TaskQuality quality(JsonNode node) {
    return new TaskQuality(
        whole(node, "consensusAverage"),
        json(node, "consensusDetailed"),
        node.path("isBenchmark").asBoolean(false),
        whole(node, "benchmark"),
        node.path("isSkipped").asBoolean(false));
  }

  private static OptionalInt whole(JsonNode node, String key) {
    return node.has(key) ? OptionalInt.of(node.get(key).intValue()) : OptionalInt.empty();
  }

  private static WorkTimes times(JsonNode triple) {
    return new WorkTimes(
        Duration.ofMillis(triple.path(0).asLong(0)),
        Duration.ofMillis(triple.path(1).asLong(0)),
        Duration.ofMillis(triple.path(2).asLong(0)));
  }

  private static MaskLinks masks(JsonNode node) {
    return new MaskLinks(text(node, "brushDataUrl"), text(node, "medicalBrushDataUrl"));
  }

  private static AnswerMembers answer(JsonNode node) {
    return node.has("answer")
        ? members(Answer.parse(CompactJson.text(node.get("answer"))).json())
        : AnswerMembers.NONE;
  }

  /** The stored form of an answer's text. */
  static AnswerMembers members(String answer) {
    try (PartDeflater deflater = new PartDeflater()) {
      byte[] text = answer.substring(1, answer.length() - 1).getBytes(StandardCharsets.UTF_8);
      return new AnswerMembers(List.of(deflater.deflate(text)), true, true, false);
    }
  }

  private static Optional<String> text(JsonNode node, String key) {
    return node.path(key).stringValueOpt();
  }

  private static Optional<JsonText> json(JsonNode node, String key) {
    return node.has(key) ? Optional.of(JsonText.of(node.get(key))) : Optional.empty();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::stringValue).toList();
  }
}
