package kalem.formats.ango;

/** Which generation of the row format is written (export-format sections 6 and 16). */
public enum ExportVersion {
  /** One task per row, with workflow stages. */
  CURRENT,
  /** The form from before workflows: a list of tasks per asset. */
  LEGACY
}
