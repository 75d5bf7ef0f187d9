package kalem.server.mail;

import java.time.InstantSource;
import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.job.JobKind;
import kalem.server.job.Jobs;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Settings;
import kalem.server.kernel.Timestamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends mail. The feature's public door. */
@Service
public class Mails {
  static final JobKind<Task> KIND = new JobKind<>("mail", Task.class);
  private static final Logger LOG = LoggerFactory.getLogger(Mails.class);

  private final MailStore mails;
  private final Jobs jobs;
  private final Ids ids;
  private final InstantSource clock;
  private final boolean hasServer;

  Mails(MailStore mails, Jobs jobs, Ids ids, InstantSource clock, Settings settings) {
    this.mails = mails;
    this.jobs = jobs;
    this.ids = ids;
    this.clock = clock;
    this.hasServer = settings.smtp().isPresent();
  }

  /** Argument of the job: the mail to send. */
  record Task(String mailId) {}

  /**
   * To whom a mail goes and on whose behalf.
   *
   * @param to e-mail
   * @param causedBy e-mail of the person who is told when it is refused
   */
  public record Envelope(String organizationId, String to, String causedBy) {}

  /** Sends a mail soon after the transaction at hand, or never. */
  @Transactional
  public void send(Envelope envelope, Letter letter) {
    Mail mail =
        new Mail(
            ids.next(0),
            envelope.organizationId(),
            envelope.to(),
            envelope.causedBy(),
            letter.subject(),
            Optional.of(letter),
            hasServer ? Mail.State.QUEUED : Mail.State.UNSENT,
            0,
            Optional.empty(),
            Timestamps.now(clock),
            Optional.empty());
    mails.add(mail);
    if (hasServer) {
      jobs.schedule(KIND, mail.id(), new Task(mail.id()));
    } else {
      // Not what it says: a link in it may let somebody in.
      LOG.info(
          "KALEM_SMTP_URL is not set: mail {} to {} is not sent ({}). Administrators read it at"
              + " GET /v2/mails",
          mail.id(),
          mail.to(),
          mail.subject());
    }
  }

  Page<Mail> list(Caller caller, PageRequest page) {
    return new Page<>(
        mails.list(caller.organizationId(), page), mails.count(caller.organizationId()));
  }
}
