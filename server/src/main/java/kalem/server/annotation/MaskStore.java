package kalem.server.annotation;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The masks in the object store, whether or not an answer names them. */
@Repository
class MaskStore {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  MaskStore(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A mask. */
  record Kept(int projectKey, String objectKey) {}

  /** Notes a mask that is about to be written, for good whatever becomes of the caller's work. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void add(int projectKey, String objectKey) {
    jdbc.sql("insert into mask_object (project_key, object_key, checked_at) values (?, ?, ?)")
        .params(projectKey, objectKey, Timestamp.from(clock.instant()))
        .update();
  }

  /**
   * Masks that were written or looked at before a time, those of one project together; they count
   * as looked at.
   */
  List<Kept> due(Instant before, int most) {
    return jdbc.sql(
            """
            with due as (
              select project_key, object_key from mask_object where checked_at < :before
              order by checked_at limit :most)
            update mask_object m set checked_at = :now from due
            where m.project_key = due.project_key and m.object_key = due.object_key
            returning m.project_key, m.object_key
            """)
        .param("before", Timestamp.from(before))
        .param("now", Timestamp.from(clock.instant()))
        .param("most", most)
        .query((row, number) -> new Kept(row.getInt("project_key"), row.getString("object_key")))
        .list();
  }

  /** Those of some masks of a project that an answer names. */
  Set<String> named(int projectKey, Collection<String> objectKeys) {
    return jdbc
        .sql(
            """
            select v.value from unnest(:keys::text[]) v (value)
            where exists (select from answer where project_key = :project and brush_key = v.value)
              or exists (select from answer where project_key = :project and voxel_key = v.value)
            """)
        .param("keys", objectKeys.toArray(String[]::new))
        .param("project", projectKey)
        .query((row, number) -> row.getString("value"))
        .list()
        .stream()
        .collect(Collectors.toSet());
  }

  /** Forgets a mask that is gone. */
  void remove(Kept gone) {
    jdbc.sql("delete from mask_object where project_key = ? and object_key = ?")
        .params(gone.projectKey(), gone.objectKey())
        .update();
  }
}
