package kalem.server.workflow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.server.kernel.PageRequest;
import kalem.server.workflow.WebhookDelivery.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log of messages of Webhook stages. */
@Repository
class WebhookStore {
  private final JdbcClient jdbc;

  WebhookStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(WebhookDelivery delivery) {
    jdbc.sql(
            """
            insert into webhook_delivery (project_key, id, task_id, visit, stage_id, external_id, url,
              state, is_test, created_at)
            values (:project, :id, :task, :visit::int, :stage, :externalId, :url, :state, :test, :now)
            """)
        .param("project", delivery.projectKey())
        .param("id", delivery.id())
        .param("task", delivery.target().map(WebhookDelivery.Target::taskId).orElse(null))
        .param("visit", delivery.target().map(WebhookDelivery.Target::visit).orElse(null))
        .param("stage", delivery.stageId())
        .param("externalId", delivery.externalId().orElse(null))
        .param("url", delivery.url())
        .param("state", delivery.state().wireName())
        .param("test", delivery.target().isEmpty())
        .param("now", Timestamp.from(delivery.createdAt()))
        .update();
  }

  Optional<WebhookDelivery> find(int projectKey, String id) {
    return jdbc.sql("select * from webhook_delivery where project_key = ? and id = ?")
        .params(projectKey, id)
        .query((row, number) -> delivery(row))
        .optional();
  }

  /** Notes an attempt; false when another one was noted before. */
  boolean attempted(int projectKey, String id, int attempt, WebhookDelivery.Attempt outcome) {
    return jdbc.sql(
                """
                update webhook_delivery set state = :state, attempts = :attempt, status = :status::int,
                  request = :request, response = :response, error = :error, last_attempt_at = :at,
                  next_attempt_at = :next
                where project_key = :project and id = :id and attempts = :attempt - 1
                  and state in ('pending', 'retrying')
                """)
            .param("state", outcome.state().wireName())
            .param("attempt", attempt)
            .param("status", outcome.status().isPresent() ? outcome.status().getAsInt() : null)
            .param("request", outcome.request())
            .param("response", outcome.response().orElse(null))
            .param("error", outcome.error().orElse(null))
            .param("at", Timestamp.from(outcome.at()))
            .param("next", outcome.next().map(Timestamp::from).orElse(null))
            .param("project", projectKey)
            .param("id", id)
            .update()
        == 1;
  }

  /** Calls off what was not taken yet for a visit of a task. */
  void cancel(int projectKey, String taskId, int visit) {
    jdbc.sql(
            """
            update webhook_delivery set state = 'canceled', next_attempt_at = null
            where project_key = ? and task_id = ? and visit = ? and state in ('pending', 'retrying')
            """)
        .params(projectKey, taskId, visit)
        .update();
  }

  void cancel(int projectKey, String id) {
    jdbc.sql(
            """
            update webhook_delivery set state = 'canceled', next_attempt_at = null
            where project_key = ? and id = ? and state in ('pending', 'retrying')
            """)
        .params(projectKey, id)
        .update();
  }

  /** Newest first. */
  List<WebhookDelivery> list(
      int projectKey, String stageId, Optional<State> state, PageRequest page) {
    return jdbc.sql(
            """
            select * from webhook_delivery
            where project_key = :project and stage_id = :stage
              and (:state::text is null or state = :state)
            order by created_at desc, id desc offset :offset limit :limit
            """)
        .param("project", projectKey)
        .param("stage", stageId)
        .param("state", state.map(State::wireName).orElse(null))
        .param("offset", page.offset())
        .param("limit", page.limit())
        .query((row, number) -> delivery(row))
        .list();
  }

  long count(int projectKey, String stageId, Optional<State> state) {
    return jdbc.sql(
            """
            select count(*) from webhook_delivery
            where project_key = :project and stage_id = :stage
              and (:state::text is null or state = :state)
            """)
        .param("project", projectKey)
        .param("stage", stageId)
        .param("state", state.map(State::wireName).orElse(null))
        .query(Long.class)
        .single();
  }

  int removeOlderThan(Instant end) {
    return jdbc.sql(
            """
            delete from webhook_delivery
            where created_at < ? and state not in ('pending', 'retrying')
            """)
        .param(Timestamp.from(end))
        .update();
  }

  private static WebhookDelivery delivery(ResultSet row) throws SQLException {
    Optional<String> task = text(row, "task_id");
    int visit = row.getInt("visit");
    int status = row.getInt("status");
    boolean answered = !row.wasNull();
    return new WebhookDelivery(
        row.getInt("project_key"),
        row.getString("id"),
        task.map(id -> new WebhookDelivery.Target(id, visit)),
        row.getString("stage_id"),
        text(row, "external_id"),
        row.getString("url"),
        State.of(row.getString("state")).orElseThrow(),
        row.getInt("attempts"),
        answered ? OptionalInt.of(status) : OptionalInt.empty(),
        text(row, "request"),
        text(row, "response"),
        text(row, "error"),
        row.getTimestamp("created_at").toInstant(),
        time(row, "last_attempt_at"),
        time(row, "next_attempt_at"));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    @Nullable Timestamp time = row.getTimestamp(column);
    return Optional.ofNullable(time).map(Timestamp::toInstant);
  }
}
