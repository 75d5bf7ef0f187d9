package kalem.annotation.answer;

/** How strictly labels from outside are read. */
public enum IntakePolicy {
  /**
   * One task's answer or draft: the caller refuses the whole when there is any problem (api section
   * 8.7).
   */
  ANNOTATE,
  /**
   * Labels of many tasks: faulty entries are left out and reported (import-format section 13.2).
   */
  IMPORT
}
