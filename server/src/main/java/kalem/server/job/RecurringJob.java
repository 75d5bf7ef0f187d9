package kalem.server.job;

import java.time.Duration;

/** Work that some node does again and again, such as a sweep; a bean of the feature. */
public interface RecurringJob {
  /** Stands in the queue; never changes. */
  String name();

  /** From the end of one run to the start of the next. */
  Duration delay();

  void run() throws Exception;
}
