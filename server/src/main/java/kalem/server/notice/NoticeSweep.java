package kalem.server.notice;

import java.time.Duration;
import java.time.InstantSource;
import kalem.server.job.RecurringJob;
import org.springframework.stereotype.Component;

/** Forgets notices that are older than 90 days (people.md 6). */
@Component
class NoticeSweep implements RecurringJob {
  private static final Duration KEPT = Duration.ofDays(90);

  private final NoticeStore notices;
  private final InstantSource clock;

  NoticeSweep(NoticeStore notices, InstantSource clock) {
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "notice-sweep";
  }

  @Override
  public Duration delay() {
    return Duration.ofHours(12);
  }

  @Override
  public void run() {
    notices.deleteBefore(clock.instant().minus(KEPT));
  }
}
