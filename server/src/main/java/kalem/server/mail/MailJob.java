package kalem.server.mail;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import kalem.server.job.JobHandler;
import kalem.server.job.JobKind;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.notice.NewNotice;
import kalem.server.notice.NoticeKind;
import kalem.server.notice.Notices;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends one mail. A crash right after the server took it sends it twice, under the same id. */
@Component
class MailJob implements JobHandler<Mails.Task> {
  private static final int AT_MOST = 2;

  /** With the queue's pauses, some three hours: longer than servers that greylist make one wait. */
  private static final int MOST_ATTEMPTS = 45;

  private final MailStore mails;
  private final MailSender sender;
  private final Notices notices;
  private final InstantSource clock;
  private final TransactionTemplate transaction;

  MailJob(
      MailStore mails,
      MailSender sender,
      Notices notices,
      InstantSource clock,
      PlatformTransactionManager transactions) {
    this.mails = mails;
    this.sender = sender;
    this.notices = notices;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public JobKind<Mails.Task> kind() {
    return Mails.KIND;
  }

  @Override
  public int atMost() {
    return AT_MOST;
  }

  @Override
  public int mostAttempts() {
    return MOST_ATTEMPTS;
  }

  @Override
  public void run(Mails.Task task) throws IOException {
    Optional<Mail> mail =
        mails.find(task.mailId()).filter(found -> found.state() == Mail.State.QUEUED);
    if (mail.isEmpty()) {
      return;
    }
    try {
      sender.send(mail.get(), mail.get().letter().orElseThrow());
      mails.sent(task.mailId(), Timestamps.now(clock));
    } catch (MailRefusedException e) {
      mails.tried(task.mailId(), String.valueOf(e.getMessage()));
      // The queue gives up on what the caller must change.
      throw new KalemException(ErrorCode.INVALID_REQUEST, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      mails.tried(task.mailId(), String.valueOf(e.getMessage()));
      throw e;
    }
  }

  @Override
  public void gaveUp(Mails.Task task, Throwable cause) {
    String words = String.valueOf(cause.getMessage());
    transaction.executeWithoutResult(
        status -> {
          if (mails.refused(task.mailId(), words)) {
            mails.find(task.mailId()).ifPresent(mail -> tell(mail, words));
          }
        });
  }

  private void tell(Mail mail, String words) {
    notices.tell(
        new NewNotice(
            mail.organizationId(),
            mail.causedBy(),
            NoticeKind.MAIL_REFUSED,
            "The mail to %s (%s) could not be sent: %s".formatted(mail.to(), mail.subject(), words),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
