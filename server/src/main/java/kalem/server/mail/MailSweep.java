package kalem.server.mail;

import java.time.Duration;
import java.time.InstantSource;
import kalem.server.job.RecurringJob;
import org.springframework.stereotype.Component;

/** Forgets mails that are older than 30 days. */
@Component
class MailSweep implements RecurringJob {
  private static final Duration KEPT = Duration.ofDays(30);

  private final MailStore mails;
  private final InstantSource clock;

  MailSweep(MailStore mails, InstantSource clock) {
    this.mails = mails;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "mail-sweep";
  }

  @Override
  public Duration delay() {
    return Duration.ofHours(12);
  }

  @Override
  public void run() {
    mails.deleteBefore(clock.instant().minus(KEPT));
  }
}
