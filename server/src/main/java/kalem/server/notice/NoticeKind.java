package kalem.server.notice;

import java.util.Arrays;

/** What notices are about. */
public enum NoticeKind {
  EXPORT_READY("exportReady"),
  EXPORT_FAILED("exportFailed"),
  IMPORT_FINISHED("importFinished"),
  IMPORT_FAILED("importFailed"),
  ISSUE_OPENED("issueOpened"),
  ISSUE_ANSWERED("issueAnswered"),
  /** Resolved, closed or opened again. */
  ISSUE_SETTLED("issueSettled"),
  MENTIONED("mentioned"),
  /** A benchmark average is so low that the person gets no more tasks. */
  BENCHMARK_CUTOFF("benchmarkCutoff"),
  /** A mail that the hub was to send was refused for good. */
  MAIL_REFUSED("mailRefused"),
  /** Written by a person, or by a script of theirs. */
  MESSAGE("message"),
  /** Tasks can not go on in a workflow. */
  WORKFLOW_STUCK("workflowStuck"),
  /** An act on many tasks is over. */
  BULK_FINISHED("bulkFinished");

  private final String wireName;

  NoticeKind(String wireName) {
    this.wireName = wireName;
  }

  /** As the API and the table spell it. */
  public String wireName() {
    return wireName;
  }

  static NoticeKind of(String wireName) {
    return Arrays.stream(values())
        .filter(kind -> kind.wireName.equals(wireName))
        .findFirst()
        .orElseThrow();
  }
}
