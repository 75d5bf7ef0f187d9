package kalem.server.organization;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.notice.NewNotice;
import kalem.server.notice.NoticeKind;
import kalem.server.notice.Notices;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Messages of administrators to members (people.md 6, api.md 12.6): all get it, or nobody. */
@RestController
class NotificationResource {
  private static final int MOST_RECEIVERS = 100;
  private static final int LONGEST_MESSAGE = 2000;
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_LINK = 2048;

  private final Organizations organizations;
  private final Notices notices;

  NotificationResource(Organizations organizations, Notices notices) {
    this.organizations = organizations;
    this.notices = notices;
  }

  record Message(
      @Nullable List<@Nullable String> receivers,
      @Nullable String message,
      @Nullable String title,
      @Nullable String clickableLink) {}

  record Sent(int sent) {}

  @PostMapping("/v2/notifications")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<Sent> send(Caller caller, @RequestBody Message message) {
    List<String> receivers = receivers(caller, message);
    String text = text("message", message.message(), LONGEST_MESSAGE);
    if (text.isBlank()) {
      throw KalemException.invalid("message must be a text of at least one character.");
    }
    String title = text("title", message.title(), LONGEST_TITLE);
    Optional<String> link =
        Optional.ofNullable(message.clickableLink()).map(NotificationResource::link);
    notices.send(
        caller,
        receivers.stream()
            .map(
                receiver ->
                    new NewNotice(
                        caller.organizationId(),
                        receiver,
                        NoticeKind.MESSAGE,
                        text,
                        link,
                        Optional.empty(),
                        Optional.of(title).filter(line -> !line.isBlank()),
                        Optional.of(caller.email())))
            .toList());
    return Success.of(new Sent(receivers.size()));
  }

  private List<String> receivers(Caller caller, Message message) {
    List<String> receivers =
        Optional.ofNullable(message.receivers()).orElse(List.of()).stream()
            .filter(Objects::nonNull)
            .map(Email::normalize)
            .distinct()
            .toList();
    if (receivers.isEmpty() || receivers.size() > MOST_RECEIVERS) {
      throw KalemException.invalid("receivers must be 1 to " + MOST_RECEIVERS + " e-mails.");
    }
    List<String> strangers = organizations.strangers(caller.organizationId(), receivers);
    if (!strangers.isEmpty()) {
      throw KalemException.invalid(
          "Not members of this organization: "
              + String.join(", ", strangers)
              + ". Nobody was told.");
    }
    return receivers;
  }

  private static String text(String name, @Nullable String given, int longest) {
    String text = Objects.requireNonNullElse(given, "");
    if (text.length() > longest) {
      throw KalemException.invalid(name + " can have at most " + longest + " characters.");
    }
    return text;
  }

  private static String link(String given) {
    try {
      URI uri = new URI(given);
      if (given.length() <= LONGEST_LINK
          && uri.getHost() != null
          && Set.of("http", "https").contains(Objects.requireNonNullElse(uri.getScheme(), ""))) {
        return given;
      }
    } catch (URISyntaxException e) {
      throw KalemException.invalid("clickableLink is no URL: " + e.getReason() + ".");
    }
    throw KalemException.invalid(
        "clickableLink must be an absolute http or https URL of at most "
            + LONGEST_LINK
            + " characters.");
  }
}
