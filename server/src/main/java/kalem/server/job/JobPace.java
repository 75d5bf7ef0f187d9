package kalem.server.job;

import java.time.Duration;

/**
 * How fast the queue works.
 *
 * @param polling between two looks at the queue; jobs scheduled on the same node do not wait for it
 * @param heartbeat between two signs of life of a running job; one that gave none for {@link
 *     #MISSED_HEARTBEATS} of them runs anew elsewhere
 * @param patience what running jobs get to end by themselves when the server stops, and once more
 *     after they were interrupted
 */
record JobPace(Duration polling, Duration heartbeat, Duration patience) {
  /** The least the library takes. */
  static final int MISSED_HEARTBEATS = 4;

  /** A killed node's jobs run again after 24 to 36 seconds. */
  static final JobPace USUAL =
      new JobPace(Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(2));
}
