package kalem.formats.reports;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.FormatConfig;
import kalem.formats.LabelWriter;
import tools.jackson.databind.JsonNode;

/**
 * Who did what in each stage, a row per task (export-format section 17.8). Needs rows with their
 * history; of several visits of one stage the last counts. Options: {@code start_date}, {@code
 * end_date}, {@code duration_unit}, {@code stages} (a list of {@code {name, type}}; without it the
 * stages are those that occur), {@code gold_stage} and {@code evaluation_stage}, {@code
 * ignored_schema_ids}, {@code name}, {@code formulas}. {@code include_key_frames_only} is accepted
 * as true, which is how rows come.
 */
public final class StageReportFormat extends ReportFormat {
  public StageReportFormat() {
    super("stage-report", "Stage report CSV");
  }

  @Override
  public Set<Extra> extras() {
    return Set.of(Extra.HISTORY);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    FormatConfig options = new FormatConfig(config);
    if (!options.flag("include_key_frames_only", true)) {
      throw new IllegalArgumentException(
          "The option include_key_frames_only can only be true: frames between are not counted.");
    }
    Optional<String> gold = options.text("gold_stage");
    Optional<String> evaluated = options.text("evaluation_stage");
    if (gold.isPresent() != evaluated.isPresent()) {
      throw new IllegalArgumentException(
          "The options gold_stage and evaluation_stage are given together.");
    }
    Set<String> ignored = new HashSet<>(options.texts("ignored_schema_ids"));
    Optional<StageReportWriter.Comparison> comparison =
        gold.map(stage -> new StageReportWriter.Comparison(stage, evaluated.orElseThrow()));
    return new StageReportWriter(files, schema, ReportOptions.of(config), comparison, ignored);
  }
}
