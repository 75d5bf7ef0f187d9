package kalem.formats.ango;

/** One row of an export: an asset and the task on it. */
public record ExportRow(ExportedAsset asset, ExportedTask task) {}
