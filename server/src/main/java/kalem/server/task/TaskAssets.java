package kalem.server.task;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import kalem.server.asset.Asset;
import kalem.server.asset.Assets;
import org.springframework.stereotype.Component;

/** The assets of tasks, for showing. */
@Component
class TaskAssets {
  private final Assets assets;

  TaskAssets(Assets assets) {
    this.assets = assets;
  }

  Map<String, Asset> of(int projectKey, Collection<Task> tasks) {
    return assets.find(projectKey, tasks.stream().map(Task::assetId).distinct().toList()).stream()
        .collect(Collectors.toMap(Asset::id, asset -> asset));
  }

  TaskView.AssetPart part(Task task, Map<String, Asset> known) {
    Asset asset = known.get(task.assetId());
    return asset == null
        ? new TaskView.AssetPart(task.assetId(), task.externalId(), "")
        : new TaskView.AssetPart(asset.id(), asset.externalId(), assets.contentUrl(asset));
  }
}
