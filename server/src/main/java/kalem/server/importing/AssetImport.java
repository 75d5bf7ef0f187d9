package kalem.server.importing;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kalem.server.access.ProjectAccess;
import kalem.server.asset.AssetContent.Link;
import kalem.server.asset.Assets;
import kalem.server.asset.TaskOpener;
import kalem.server.importing.ImportItem.Bad;
import kalem.server.importing.ImportItem.Good;
import kalem.server.importing.ImportReport.Failed;
import kalem.server.importing.ImportReport.Warning;
import kalem.server.kernel.KalemException;
import kalem.server.project.Batches;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Turns items into assets with tasks and labels. */
@Service
class AssetImport {
  private final ItemReader reader;
  private final Batches batches;
  private final Assets assets;
  private final TaskOpener tasks;
  private final PreLabels preLabels;
  private final TransactionTemplate transaction;

  AssetImport(
      ItemReader reader,
      Batches batches,
      Assets assets,
      TaskOpener tasks,
      PreLabels preLabels,
      TransactionTemplate transaction) {
    this.reader = reader;
    this.batches = batches;
    this.assets = assets;
    this.tasks = tasks;
    this.preLabels = preLabels;
    this.transaction = transaction;
  }

  /**
   * Imports the items of a body as they are read.
   *
   * @param batchNames ids or names of the batches of items that name none; null entries are dropped
   * @throws KalemException when nothing was imported: no JSON, an unknown batch or storage
   */
  ImportReport run(ProjectAccess access, InputStream body, JsonNode batchNames) {
    Function<JsonNode, List<String>> resolve = resolver(access);
    List<String> otherwise = resolve.apply(batchNames);
    List<ImportItem> items = new ArrayList<>();
    CloudBody.Options options =
        CloudBody.read(
            body, item -> items.add(reader.read(access, items.size(), item, resolve, otherwise)));
    List<Good> good = new ArrayList<>();
    List<Failed> failed = new ArrayList<>();
    for (ImportItem item : items) {
      switch (item) {
        case Good one when options.copies() && one.asset().content() instanceof Link ->
            failed.add(
                new Failed(
                    one.index(),
                    one.asset().externalId(),
                    "Files elsewhere are not copied. Upload the file, or leave uploadLocal out to"
                        + " refer to its address."));
        case Good one -> good.add(one.withPriority(options.priority()));
        case Bad(int index, String externalId, String reason) ->
            failed.add(new Failed(index, externalId, reason));
      }
    }
    return add(access, good, failed);
  }

  /** Ids of batches given by id or name; thousands of items name the same few. */
  Function<JsonNode, List<String>> resolver(ProjectAccess access) {
    Map<JsonNode, List<String>> known = new HashMap<>();
    return names ->
        known.computeIfAbsent(names, list -> batches.resolve(access.projectKey(), texts(list)));
  }

  private static List<@Nullable String> texts(JsonNode list) {
    if (!list.isArray() || !list.valueStream().allMatch(n -> n.isString() || n.isNull())) {
      throw KalemException.invalid("batches must be a list of batch ids or names.");
    }
    List<@Nullable String> texts = new ArrayList<>();
    list.valueStream().filter(JsonNode::isString).map(JsonNode::asString).forEach(texts::add);
    return texts;
  }

  /** Adds the good items, all in one transaction, and reports on all. */
  ImportReport add(ProjectAccess access, List<Good> good, List<Failed> failed) {
    List<PreLabels.Prepared> labels = preLabels.prepare(access, given(good));
    return transaction.execute(
        status -> {
          List<String> taskIds = open(access, good);
          List<Warning> warnings = label(access, good, labels, taskIds);
          return new ImportReport(
              good.size(),
              taskIds.size(),
              labels.size(),
              labels.size() - warnings.size(),
              failed,
              warnings);
        });
  }

  private static List<PreLabels.Given> given(List<Good> good) {
    return good.stream()
        .flatMap(
            item ->
                item.labels().stream()
                    .map(
                        labels ->
                            new PreLabels.Given(
                                item.index(),
                                item.asset().externalId(),
                                item.asset().metadata(),
                                labels)))
        .toList();
  }

  private List<String> open(ProjectAccess access, List<Good> good) {
    return tasks.open(access, assets.add(access, good.stream().map(Good::asset).toList()));
  }

  private List<Warning> label(
      ProjectAccess access,
      List<Good> good,
      List<PreLabels.Prepared> labels,
      List<String> taskIds) {
    Map<Integer, String> names = new HashMap<>();
    List<String> labeled = new ArrayList<>();
    for (int i = 0; i < good.size(); i++) {
      Good item = good.get(i);
      if (item.labels().isPresent()) {
        labeled.add(taskIds.get(i));
        names.put(item.index(), item.asset().externalId());
      }
    }
    return preLabels.apply(access, labels, labeled).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            found ->
                new Warning(
                    found.getKey(),
                    names.getOrDefault(found.getKey(), ""),
                    found.getValue().stream()
                        .map(problem -> problem.path() + ": " + problem.message())
                        .toList(),
                    found.getValue()))
        .toList();
  }
}
