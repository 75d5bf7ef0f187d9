package kalem.server.asset;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.asset.AssetTasks.Work;
import kalem.server.http.Gate;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.SortOrder;
import kalem.server.project.Batches;
import kalem.server.storage.RawQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Assets of a project (api.md 9.2, 10.1 to 10.3). */
@RestController
@RequestMapping("/v2")
class AssetResource {
  private static final SortOrder SORT =
      new SortOrder(
          Map.of(
              "createdAt", "a.created_at",
              "updatedAt", "a.updated_at",
              "externalId", "a.external_id",
              "priority", "a.priority",
              "_id", "a.id"),
          "a.id");

  private final Assets assets;
  private final Batches batches;
  private final AssetTasks tasks;

  AssetResource(Assets assets, Batches batches, AssetTasks tasks) {
    this.assets = assets;
    this.batches = batches;
    this.tasks = tasks;
  }

  record AssetsData(List<AssetView> assets, long total) {}

  record AssetData(AssetView asset) {}

  record AssetIds(@Nullable List<@Nullable String> assets) {}

  record DeletedCount(int deleted) {}

  record DeletedAssetsData(DeletedCount assets, int deletedCount) {}

  record AssignAssetsRequest(
      @Nullable List<@Nullable String> assets,
      @Nullable List<@Nullable String> batches,
      @Nullable List<@Nullable String> tags,
      @Nullable String projectId) {}

  record AssignedData(int assets) {}

  @GetMapping("/project/{projectId}/assets")
  @Requires(Action.VIEW_TASKS)
  Success<AssetsData> list(ProjectAccess access, PageRequest page, HttpServletRequest request) {
    RawQuery query = RawQuery.of(request.getQueryString());
    Page<Asset> found =
        assets.list(
            access, filter(access, query), SORT.sql(query.text("sort").orElse("-createdAt")), page);
    return Success.of(new AssetsData(views(access, found.items()), found.total()));
  }

  @DeleteMapping("/project/{projectId}/assets")
  @Requires(Action.MANAGE_ASSETS)
  Success<DeletedAssetsData> delete(ProjectAccess access, @RequestBody AssetIds request) {
    int deleted = assets.delete(access, ids(request.assets()));
    return Success.of(new DeletedAssetsData(new DeletedCount(deleted), deleted));
  }

  /** Clients before 1.3.40 name no project: it follows from the assets. */
  @PostMapping("/assignBatches")
  @Requires(Action.MANAGE_BATCHES)
  Success<AssignedData> assignBatches(Gate gate, @RequestBody AssignAssetsRequest request) {
    List<String> ids = ids(request.assets());
    List<@Nullable String> given = request.batches() != null ? request.batches() : request.tags();
    if (given == null) {
      throw KalemException.invalid("batches must be a list.");
    }
    ProjectAccess access =
        request.projectId() != null
            ? gate.project(request.projectId())
            : gate.projectOf(
                "Asset",
                ids.stream()
                    .findFirst()
                    .orElseThrow(() -> KalemException.invalid("assets must not be empty.")));
    return Success.of(new AssignedData(assets.assignBatches(access, ids, given)));
  }

  @RequestMapping(
      path = "/asset/{assetId}",
      method = {RequestMethod.POST, RequestMethod.PATCH})
  @Requires(Action.MANAGE_ASSETS)
  Success<AssetData> update(
      ProjectAccess access, @PathVariable String assetId, @RequestBody JsonNode body) {
    if (!body.isObject()) {
      throw KalemException.invalid("The body must be a JSON object.");
    }
    Asset asset = assets.update(access, assetId, change(access, body));
    return Success.of(new AssetData(views(access, List.of(asset)).getFirst()));
  }

  @GetMapping("/asset/{assetId}")
  @Requires(Action.VIEW_TASKS)
  Success<AssetData> get(ProjectAccess access, @PathVariable String assetId) {
    AssetFilter one =
        new AssetFilter(
            Optional.of(assetId), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    return assets.list(access, one, "a.id", new PageRequest(1, 1)).items().stream()
        .findFirst()
        .map(asset -> Success.of(new AssetData(views(access, List.of(asset)).getFirst())))
        .orElseThrow(() -> KalemException.notFound("Asset", assetId));
  }

  private List<AssetView> views(ProjectAccess access, List<Asset> shown) {
    if (shown.isEmpty()) {
      return List.of();
    }
    Map<String, String> names = batches.names(access.projectKey());
    Map<String, List<Work>> work =
        tasks.of(access.projectKey(), shown.stream().map(Asset::id).toList());
    return shown.stream()
        .map(
            asset ->
                AssetView.of(
                    access,
                    asset,
                    assets.contentUrl(asset),
                    names,
                    work.getOrDefault(asset.id(), List.of())))
        .toList();
  }

  /** Old clients give the same filters as plain parameters; whatever is given must match. */
  private AssetFilter filter(ProjectAccess access, RawQuery query) {
    JsonNode json =
        query.text("filters").map(text -> Json.parse("filters", text)).orElseGet(Json::object);
    if (!json.isObject()) {
      throw KalemException.invalid("filters must be a JSON object.");
    }
    List<@Nullable String> wanted = new ArrayList<>(texts("filters.batches", json.path("batches")));
    query
        .text("batches")
        .ifPresent(text -> wanted.addAll(texts("batches", Json.parse("batches", text))));
    return new AssetFilter(
        text("_id", json).or(() -> query.text("_id")),
        text("externalId", json).or(() -> query.text("externalId")),
        flag("isPreLabeled", json),
        batches.resolve(access.projectKey(), wanted),
        Optional.empty());
  }

  private AssetChange change(ProjectAccess access, JsonNode body) {
    return new AssetChange(
        AssetFields.externalId(body),
        AssetFields.metadata(body),
        AssetFields.contextData(body),
        AssetFields.attachments(body),
        body.hasNonNull("batches")
            ? Optional.of(
                batches.resolve(access.projectKey(), texts("batches", body.path("batches"))))
            : Optional.empty(),
        AssetFields.priority(body));
  }

  private static Optional<String> text(String name, JsonNode filters) {
    JsonNode node = filters.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw KalemException.invalid("filters." + name + " must be a text.");
    }
    return Optional.of(AssetFields.checkedText("filters." + name, node.asString()));
  }

  private static Optional<Boolean> flag(String name, JsonNode filters) {
    JsonNode node = filters.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isBoolean()) {
      throw KalemException.invalid("filters." + name + " must be true or false.");
    }
    return Optional.of(node.asBoolean());
  }

  private static List<@Nullable String> texts(String name, JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    if (!node.isArray() || !node.valueStream().allMatch(n -> n.isString() || n.isNull())) {
      throw KalemException.invalid(name + " must be a list of texts.");
    }
    List<@Nullable String> texts = new ArrayList<>();
    node.valueStream().filter(JsonNode::isString).map(JsonNode::asString).forEach(texts::add);
    return texts;
  }

  private static List<String> ids(@Nullable List<@Nullable String> assets) {
    if (assets == null) {
      throw KalemException.invalid("assets must be a list of ids.");
    }
    return assets.stream().filter(Objects::nonNull).toList();
  }
}
