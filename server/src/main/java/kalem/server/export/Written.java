package kalem.server.export;

/** A zip in a store, with what it shows. */
record Written(Export.ExportFile file, long rows, Snapshot snapshot) {}
