package kalem.formats.reports;

import java.io.IOException;
import java.util.Set;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.FormatConfig;
import kalem.formats.LabelWriter;
import tools.jackson.databind.JsonNode;

/**
 * The issues raised on tasks, a row each, sorted by batch, external id and time (export-format
 * section 17.9). Rows have to carry their issues. Sorting holds all issues in memory; no other
 * format does that. Options: {@code include_people} (false), columns with who labeled and reviewed
 * in each stage, which needs the history; {@code link_base}, what links begin with before {@code
 * /issue/}; {@code stages}, {@code name}, {@code formulas}.
 */
public final class IssueCsvFormat extends ReportFormat {
  public IssueCsvFormat() {
    super("issue-csv", "Issue CSV");
  }

  @Override
  public Set<Extra> extras() {
    return Set.of(Extra.HISTORY, Extra.ISSUES);
  }

  @Override
  public LabelWriter write(FileSink files, CategorySchema schema, JsonNode config)
      throws IOException {
    FormatConfig options = new FormatConfig(config);
    return new IssueCsvWriter(
        files,
        ReportOptions.of(config),
        options.flag("include_people", false),
        options.text("link_base").orElse(""));
  }
}
