package kalem.formats.ango;

import java.util.List;
import kalem.formats.ExportedIssue;

/**
 * One row of an export: an asset and the task on it.
 *
 * @param issues raised on the task; empty unless the form of the rows tells them
 */
public record ExportRow(ExportedAsset asset, ExportedTask task, List<ExportedIssue> issues) {
  public ExportRow {
    issues = List.copyOf(issues);
  }

  /** A row whose form tells no issues. */
  public ExportRow(ExportedAsset asset, ExportedTask task) {
    this(asset, task, List.of());
  }
}
