package kalem.server.job;

/**
 * Does the jobs of one kind; a bean of the feature that owns the kind. Failures that may pass are
 * tried again ({@link Retry}), others end the job.
 */
public interface JobHandler<T> {
  JobKind<T> kind();

  /**
   * Does the job from its beginning. Interrupted when the server stops; the job then runs again at
   * the next start.
   */
  void run(T argument) throws Exception;

  /** Called once the job will not be tried again. */
  default void gaveUp(T argument, Throwable cause) {}

  /** How many jobs of this kind one node does at a time. */
  default int atMost() {
    return Integer.MAX_VALUE;
  }

  /** How often a job is tried when its failures may pass. */
  default int mostAttempts() {
    return Retry.MOST_ATTEMPTS;
  }
}
