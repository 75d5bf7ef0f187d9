package kalem.server.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The mails of the organization, for administrators: what was sent and what they must pass on. */
@RestController
class MailResource {
  private final Mails mails;

  MailResource(Mails mails) {
    this.mails = mails;
  }

  /**
   * A mail as administrators see it.
   *
   * @param text what it says; absent once it was sent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MailView(
      @JsonProperty("_id") String id,
      String to,
      String subject,
      @Nullable String text,
      String state,
      int attempts,
      @Nullable String error,
      String createdAt,
      @Nullable String sentAt) {

    static MailView of(Mail mail) {
      return new MailView(
          mail.id(),
          mail.to(),
          mail.subject(),
          mail.letter().map(Letter::text).orElse(null),
          mail.state().wireName(),
          mail.attempts(),
          mail.error().orElse(null),
          Timestamps.format(mail.createdAt()),
          mail.sentAt().map(Timestamps::format).orElse(null));
    }
  }

  record MailList(List<MailView> mails, long total) {}

  @GetMapping("/v2/mails")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<MailList> list(Caller caller, PageRequest page) {
    Page<Mail> found = mails.list(caller, page);
    return Success.of(
        new MailList(found.items().stream().map(MailView::of).toList(), found.total()));
  }
}
