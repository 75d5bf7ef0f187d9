package kalem.server.notice;

import java.time.Instant;
import java.util.Optional;

/** A notice to one person. */
record Notice(String id, NewNotice content, Instant createdAt, Optional<Instant> readAt) {}
