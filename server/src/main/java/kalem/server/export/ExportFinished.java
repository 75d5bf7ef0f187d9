package kalem.server.export;

/** An export is ready, failed or was canceled; whoever waits for it looks again. */
record ExportFinished(String exportId) {}
