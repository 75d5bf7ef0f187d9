package kalem.server.workflow;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kalem.server.job.JobHandler;
import kalem.server.job.JobKind;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Runs the plugin of a Plugin stage on one task (workflow.md 4.8). */
@Component
class PluginJob implements JobHandler<PluginQueue.Run> {
  private static final Logger LOG = LoggerFactory.getLogger(PluginJob.class);
  private static final int AT_MOST = 8;
  private static final String OVERDUE = "The plugin has not answered within ten minutes.";

  private final PluginStage stage;
  private final PluginQueue queue;
  private final PluginRuns plugins;

  PluginJob(PluginStage stage, PluginQueue queue, PluginRuns plugins) {
    this.stage = stage;
    this.queue = queue;
    this.plugins = plugins;
  }

  @Override
  public JobKind<PluginQueue.Run> kind() {
    return PluginQueue.RUN;
  }

  @Override
  public int atMost() {
    return AT_MOST;
  }

  @Override
  public void run(PluginQueue.Run run) throws Exception {
    Optional<PluginRuns.Request> request = stage.request(run);
    if (request.isEmpty()) {
      return;
    }
    switch (result(request.get())) {
      case PluginRuns.Result.Answered(var answer) -> finish(run, answer);
      case PluginRuns.Result.Accepted accepted -> queue.watch(run);
      case PluginRuns.Result.Busy busy -> {
        if (run.attempt() < PluginQueue.MOST_ATTEMPTS) {
          queue.later(run);
        } else {
          stage.fail(run, "The plugin was busy " + PluginQueue.MOST_ATTEMPTS + " times.");
        }
      }
      case PluginRuns.Result.Failed(String message) -> stage.fail(run, message);
    }
  }

  private void finish(PluginQueue.Run run, JsonNode answer) {
    try {
      stage.finish(run, answer);
    } catch (KalemException e) {
      if (e.code().kind() != ErrorCode.Kind.CALLER) {
        throw e;
      }
      stage.fail(run, "The plugin's labels can not be used. " + e.getMessage());
    }
  }

  private PluginRuns.Result result(PluginRuns.Request request) throws InterruptedException {
    // Not closed, as closing would wait for a plugin that never ends.
    @SuppressWarnings("resource")
    ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    Future<PluginRuns.Result> running = thread.submit(() -> plugins.run(request));
    thread.shutdown();
    try {
      return running.get(PluginQueue.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new PluginRuns.Result.Failed(OVERDUE);
    } catch (ExecutionException e) {
      LOG.warn("Plugin {} failed on task {}", request.pluginId(), request.task().id(), e);
      return new PluginRuns.Result.Failed("The plugin failed: " + e.getCause());
    } finally {
      running.cancel(true);
    }
  }

  /** Called once the run will not be tried again. */
  @Override
  public void gaveUp(PluginQueue.Run run, Throwable cause) {
    stage.fail(run, "The run failed: " + cause.getMessage());
  }

  /** Marks tasks whose plugin took the work and never answered. */
  @Component
  static class Overdue implements JobHandler<PluginQueue.Run> {
    private final PluginStage stage;

    Overdue(PluginStage stage) {
      this.stage = stage;
    }

    @Override
    public JobKind<PluginQueue.Run> kind() {
      return PluginQueue.OVERDUE;
    }

    @Override
    public void run(PluginQueue.Run run) {
      stage.fail(run, OVERDUE);
    }
  }
}
