package kalem.server.export;

import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.StoredEntries;
import kalem.formats.LabeledRow;
import kalem.formats.ango.AnswerMembers;
import kalem.formats.ango.ExportRow;
import kalem.formats.ango.ExportedAsset;
import kalem.formats.ango.ExportedTask;
import kalem.formats.ango.StageVisit;
import kalem.server.kernel.Json;
import tools.jackson.core.JsonParser;

/** Rows as converters take them: the same facts, with the answers read. */
final class LabeledRows {
  private LabeledRows() {}

  static LabeledRow of(ExportRow row) {
    ExportedAsset asset = row.asset();
    ExportedTask task = row.task();
    return new LabeledRow(
        asset.externalId(),
        asset.assetId(),
        task.taskId(),
        Optional.of(asset.url()),
        asset.dataset(),
        Json.parse(asset.metadata().text()),
        asset.batches(),
        task.stage(),
        task.updatedAt(),
        answer(task.answer()),
        Optional.empty(),
        Optional.empty(),
        task.stageHistory().stream().map(LabeledRows::visit).toList());
  }

  private static LabeledRow.Visit visit(StageVisit visit) {
    return new LabeledRow.Visit(
        visit.stage(),
        visit.stageId(),
        visit.times().active().toMillis(),
        visit.completedAt(),
        visit.completedBy(),
        visit.reviewStatus(),
        answer(visit.answer()));
  }

  private static Answer answer(AnswerMembers members) {
    try (JsonParser text = Json.MAPPER.createParser(members.open())) {
      return StoredEntries.matching(text, id -> true);
    }
  }
}
