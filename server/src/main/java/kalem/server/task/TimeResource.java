package kalem.server.task;

import java.util.List;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Timestamps;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The time that a task took (workflow.md 19). */
@RestController
class TimeResource {
  private final TaskViews views;
  private final TimeLog log;

  TimeResource(TaskViews views, TimeLog log) {
    this.views = views;
    this.log = log;
  }

  /** Milliseconds; blur is part of idle. */
  record Spent(long active, long idle, long blur) {
    static Spent of(Durations time) {
      return new Spent(time.active(), time.idle(), time.blur());
    }
  }

  record ViewingTime(String user, Spent time, String openedAt, String lastAt) {}

  record TaskTime(Spent stage, Spent total, List<ViewingTime> viewing) {}

  record TaskTimeData(TaskTime time) {}

  /** Saved time of the current stage and of all, and unsaved time; leads see that of everybody. */
  @GetMapping("/v2/task/{taskId}/time")
  @Requires(Action.VIEW_TASKS)
  Success<TaskTimeData> time(ProjectAccess access, @PathVariable String taskId) {
    Task task = views.task(access, taskId);
    List<ViewingTime> viewing =
        log.of(task).stream()
            .filter(
                each ->
                    access.role().includes(ProjectRole.LEAD) || each.email().equals(access.email()))
            .map(
                each ->
                    new ViewingTime(
                        each.email(),
                        Spent.of(each.time()),
                        Timestamps.format(each.openedAt()),
                        Timestamps.format(each.lastAt())))
            .toList();
    return Success.of(
        new TaskTimeData(new TaskTime(Spent.of(task.time()), Spent.of(task.totalTime()), viewing)));
  }
}
