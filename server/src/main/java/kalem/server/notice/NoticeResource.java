package kalem.server.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own notices in the organization they are signed in to (people.md 6). */
@RestController
@RequestMapping("/v2/notices")
class NoticeResource {
  private final Notices notices;

  NoticeResource(Notices notices) {
    this.notices = notices;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NoticeView(
      @JsonProperty("_id") String id,
      String kind,
      @Nullable String title,
      String text,
      @Nullable String link,
      @Nullable String project,
      @Nullable String sender,
      String createdAt,
      @Nullable String readAt) {

    static NoticeView of(Notice notice) {
      NewNotice content = notice.content();
      return new NoticeView(
          notice.id(),
          content.kind().wireName(),
          content.title().orElse(null),
          content.text(),
          content.link().orElse(null),
          content.projectId().orElse(null),
          content.sender().orElse(null),
          Timestamps.format(notice.createdAt()),
          notice.readAt().map(Timestamps::format).orElse(null));
    }
  }

  record NoticeList(List<NoticeView> notices, long total, long unread) {}

  /**
   * What was read.
   *
   * @param all true for every notice there is
   */
  record Read(@Nullable List<@Nullable String> ids, @Nullable Boolean all) {}

  record Unread(long unread) {}

  @GetMapping
  @Requires(Action.USE_ACCOUNT)
  Success<NoticeList> list(
      Caller caller, PageRequest page, @RequestParam(defaultValue = "false") boolean unread) {
    Page<Notice> found = notices.list(caller, unread, page);
    return Success.of(
        new NoticeList(
            found.items().stream().map(NoticeView::of).toList(),
            found.total(),
            notices.unread(caller)));
  }

  @PostMapping("/read")
  @Requires(Action.USE_ACCOUNT)
  Success<Unread> read(Caller caller, @RequestBody Read read) {
    if (Boolean.TRUE.equals(read.all())) {
      notices.markAllRead(caller);
    } else if (read.ids() != null) {
      notices.markRead(caller, read.ids().stream().filter(Objects::nonNull).toList());
    } else {
      throw KalemException.invalid("Give ids, a list of notices, or all: true.");
    }
    return Success.of(new Unread(notices.unread(caller)));
  }
}
