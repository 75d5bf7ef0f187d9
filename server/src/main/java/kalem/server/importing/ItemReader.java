package kalem.server.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kalem.server.access.ProjectAccess;
import kalem.server.asset.AssetContent;
import kalem.server.asset.AssetContent.Inline;
import kalem.server.asset.AssetContent.Link;
import kalem.server.asset.AssetContent.Stored;
import kalem.server.asset.AssetFields;
import kalem.server.asset.NewAsset;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.storage.FileKeys;
import kalem.server.storage.FileKeys.Owner;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.SignedLinks;
import kalem.server.storage.StoredObject;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks the items of an import one by one and finds out where their content lies. */
@Component
class ItemReader {
  private static final Pattern WEB_URL = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);
  private static final Pattern OTHER_URL =
      Pattern.compile("[a-z][a-z0-9+.-]*://\\S+", Pattern.CASE_INSENSITIVE);
  private static final Pattern DATA_URL =
      Pattern.compile("data:[\\w.+-]+/[\\w.+-]+[;,].*", Pattern.DOTALL);
  private static final List<String> LABELS =
      List.of(
          "objects",
          "tools",
          "classifications",
          "relations",
          "brushDataUrl",
          "medicalBrushDataUrl");

  private final ObjectStore store;
  private final SignedLinks links;
  private final StoredImages images;

  ItemReader(ObjectStore store, SignedLinks links, StoredImages images) {
    this.store = store;
    this.links = links;
    this.images = images;
  }

  /**
   * @param batches ids of batches given by id or name
   * @param otherwise ids of the batches of an item that names none
   * @throws KalemException when the item refuses the whole import: an unknown batch or storage
   */
  ImportItem read(
      ProjectAccess access,
      int index,
      JsonNode item,
      Function<JsonNode, List<String>> batches,
      List<String> otherwise) {
    refuseStorage(item);
    List<String> batchIds =
        item.path("batches").isArray() ? batches.apply(item.path("batches")) : otherwise;
    try {
      return new ImportItem.Good(
          index,
          asset(access, index, item, batchIds),
          AssetFields.priority(item).isPresent(),
          labels(item));
    } catch (KalemException e) {
      return new ImportItem.Bad(
          index, item.path("externalId").asString(""), String.valueOf(e.getMessage()));
    }
  }

  private static void refuseStorage(JsonNode item) {
    Stream.of("storage", "integration")
        .map(item::path)
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .filter(id -> !id.isEmpty())
        .findFirst()
        .ifPresent(
            id -> {
              throw KalemException.notFound("Storage", id);
            });
  }

  private NewAsset asset(ProjectAccess access, int index, JsonNode item, List<String> batchIds) {
    AssetContent content = content(access, data(item));
    return new NewAsset(
        AssetFields.externalId(item).orElseGet(() -> defaultName(content, index)),
        content,
        metadata(item, content),
        AssetFields.contextData(item),
        AssetFields.attachments(item).orElse("[]"),
        batchIds,
        AssetFields.priority(item).orElse(0));
  }

  private static String data(JsonNode item) {
    if (!item.isObject()) {
      throw KalemException.invalid("An item must be an object with data.");
    }
    if (item.path("data").isArray() || item.hasNonNull("dataset")) {
      throw KalemException.invalid(
          "Bundles of several files (dataset) are not supported in this version.");
    }
    String data = item.path("data").isString() ? item.path("data").asString() : "";
    if (data.isBlank()) {
      throw KalemException.invalid("data must be a URL or a text.");
    }
    return AssetFields.checkedText("data", data);
  }

  private AssetContent content(ProjectAccess access, String data) {
    Optional<ObjectKey> own = links.keyOf(data);
    if (own.isPresent()) {
      return stored(access, own.get());
    }
    if (WEB_URL.matcher(data).matches()) {
      return new Link(data);
    }
    if (OTHER_URL.matcher(data).matches() || DATA_URL.matcher(data).matches()) {
      throw KalemException.invalid(
          "data must be a URL that starts with http:// or https://, or a text.");
    }
    return new Inline(data);
  }

  private Stored stored(ProjectAccess access, ObjectKey key) {
    boolean ours =
        FileKeys.owner(key)
            .filter(
                owner ->
                    switch (owner) {
                      case Owner.Project(String id) -> id.equals(access.projectId());
                      case Owner.Organization(String id) ->
                          id.equals(access.caller().organizationId());
                    })
            .isPresent();
    if (!ours) {
      throw KalemException.invalid("The file belongs to another project.");
    }
    try {
      StoredObject object =
          store.head(key).orElseThrow(() -> KalemException.invalid("upload missing"));
      return new Stored(key, object.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Width and height are also taken from the item itself, as older documents have them. */
  private String metadata(JsonNode item, AssetContent content) {
    ObjectNode metadata =
        AssetFields.metadata(item).isPresent()
            ? ((ObjectNode) item.path("metadata")).deepCopy()
            : Json.object();
    for (String field : List.of("width", "height")) {
      if (item.path(field).isNumber() && !metadata.hasNonNull(field)) {
        metadata.set(field, item.path(field));
      }
    }
    if (content instanceof Stored stored) {
      images.measure(stored.key(), metadata);
    }
    return metadata.toString();
  }

  private static String defaultName(AssetContent content, int index) {
    String name =
        switch (content) {
          case Stored stored -> stored.key().fileName();
          case Link link -> lastSegment(link.url());
          case Inline _ -> "";
        };
    return name.isEmpty() ? "asset-" + (index + 1) : AssetFields.checkedExternalId(name);
  }

  private static String lastSegment(String url) {
    String path = url.split("[?#]", 2)[0].replaceFirst("^[^:]+://[^/]*/?", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    try {
      return UriUtils.decode(last, java.nio.charset.StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return last;
    }
  }

  private static Optional<JsonNode> labels(JsonNode item) {
    ObjectNode labels = Json.object();
    for (String field : LABELS) {
      JsonNode node = item.path(field);
      if (!node.isMissingNode() && !node.isNull() && !(node.isContainer() && node.isEmpty())) {
        labels.set(field, node);
      }
    }
    return labels.isEmpty() ? Optional.empty() : Optional.of(labels);
  }
}
