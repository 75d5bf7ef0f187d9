package kalem.server.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.StoredEntries;
import kalem.formats.LabeledRow;
import kalem.formats.Limits;
import kalem.formats.ango.AnswerMembers;
import kalem.formats.ango.ExportRow;
import kalem.formats.ango.ExportedAsset;
import kalem.formats.ango.ExportedTask;
import kalem.formats.ango.StageVisit;
import kalem.server.kernel.Json;
import kalem.server.storage.ObjectKey;
import tools.jackson.core.JsonParser;

/**
 * Rows as converters take them: the same facts, with the answers read and ways to the files. Only
 * what lies in the hub's own storage is opened; links elsewhere stay links.
 */
final class LabeledRows {
  private final ExportFileReader files;
  private final boolean withLinks;

  /**
   * @param withLinks whether rows tell where the files lie; they are opened where needed anyhow
   */
  LabeledRows(ExportFileReader files, boolean withLinks) {
    this.files = files;
    this.withLinks = withLinks;
  }

  LabeledRow of(ExportRow row) {
    ExportedAsset asset = row.asset();
    ExportedTask task = row.task();
    LabeledRow labeled =
        new LabeledRow(
            asset.externalId(),
            asset.assetId(),
            task.taskId(),
            withLinks ? Optional.of(asset.url()) : Optional.empty(),
            asset.dataset(),
            Json.parse(asset.metadata().text()),
            asset.batches(),
            task.stage(),
            task.updatedAt(),
            answer(task.answer()),
            task.masks().brush().flatMap(this::mask),
            task.masks().voxels().flatMap(this::mask),
            task.stageHistory().stream().map(LabeledRows::visit).toList());
    return labeled.withSources(sources(asset)).withIssues(row.issues());
  }

  private Optional<LabeledRow.MaskFile> mask(String link) {
    return files.key(link).map(key -> () -> files.open(key));
  }

  private LabeledRow.Sources sources(ExportedAsset asset) {
    Optional<ObjectKey> key = files.key(asset.url());
    if (key.filter(files::isText).isPresent()) {
      return LabeledRow.Sources.ofText(() -> text(key.get()));
    }
    if (key.filter(files::isPicture).isPresent() || !asset.dataset().isEmpty()) {
      return LabeledRow.Sources.ofPictures(page -> picture(asset, page));
    }
    return LabeledRow.isLink(asset.url())
        ? LabeledRow.Sources.NONE
        : LabeledRow.Sources.ofText(asset::url);
  }

  private String text(ObjectKey key) throws IOException {
    try (InputStream content = files.open(key)) {
      byte[] bytes = content.readNBytes(Limits.TEXT_BYTES + 1);
      if (bytes.length > Limits.TEXT_BYTES) {
        throw new IOException(key.fileName() + " is too large to be read as text");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private Optional<InputStream> picture(ExportedAsset asset, int page) throws IOException {
    List<String> pages = asset.dataset().isEmpty() ? List.of(asset.url()) : asset.dataset();
    if (page < 0 || page >= pages.size()) {
      return Optional.empty();
    }
    Optional<ObjectKey> key = files.key(pages.get(page)).filter(files::isPicture);
    return key.isPresent() ? Optional.of(files.open(key.get())) : Optional.empty();
  }

  private static LabeledRow.Visit visit(StageVisit visit) {
    return new LabeledRow.Visit(
        visit.stage(),
        visit.stageId(),
        visit.times().active().toMillis(),
        visit.completedAt(),
        visit.completedBy(),
        visit.reviewStatus(),
        () -> answer(visit.answer()));
  }

  static Answer answer(AnswerMembers members) {
    try (JsonParser text = Json.MAPPER.createParser(members.open())) {
      return StoredEntries.matching(text, id -> true);
    }
  }
}
