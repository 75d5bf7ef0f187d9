package kalem.server.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Telling people things, and what they were told. The feature's public door. */
@Service
public class Notices {
  private static final int MOST_MESSAGES = 60;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final NoticeStore notices;
  private final Ids ids;
  private final InstantSource clock;

  Notices(NoticeStore notices, Ids ids, InstantSource clock) {
    this.notices = notices;
    this.ids = ids;
    this.clock = clock;
  }

  /** Tells somebody something, as part of the transaction at hand. */
  @Transactional
  public void tell(NewNotice notice) {
    notices.add(new Notice(ids.next(0), notice, Timestamps.now(clock), Optional.empty()));
  }

  /**
   * Has a person tell several people the same.
   *
   * @throws KalemException too many requests above 60 messages a minute (people.md 6)
   */
  @Transactional
  public void send(Caller sender, List<NewNotice> messages) {
    long sent =
        notices.countSent(sender.organizationId(), sender.email(), clock.instant().minus(WINDOW));
    if (sent >= MOST_MESSAGES) {
      throw KalemException.later(
          ErrorCode.TOO_MANY_REQUESTS,
          "At most " + MOST_MESSAGES + " messages can be sent in a minute.",
          WINDOW);
    }
    messages.forEach(this::tell);
  }

  Page<Notice> list(Caller caller, boolean onlyUnread, PageRequest page) {
    return new Page<>(notices.list(caller, onlyUnread, page), notices.count(caller, onlyUnread));
  }

  long unread(Caller caller) {
    return notices.count(caller, true);
  }

  @Transactional
  void markRead(Caller caller, List<String> ids) {
    notices.markRead(caller, ids, now());
  }

  @Transactional
  void markAllRead(Caller caller) {
    notices.markAllRead(caller, now());
  }

  private Instant now() {
    return Timestamps.now(clock);
  }
}
