package kalem.server.importing.labels;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.formats.FaultyItem;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.LabelReader;
import kalem.server.kernel.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Items of any format in a file of their own: one JSON value each, one after the other. */
final class ItemSpool implements AutoCloseable {
  private final OutputStream out;

  private ItemSpool(OutputStream out) {
    this.out = out;
  }

  static ItemSpool write(Path file) throws IOException {
    return new ItemSpool(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  void add(ImportEntry entry) throws IOException {
    ObjectNode json =
        switch (entry) {
          case FaultyItem faulty -> json(faulty);
          case ImportItem item -> json(item);
        };
    out.write(Json.MAPPER.writeValueAsBytes(json));
    out.write('\n');
  }

  private static ObjectNode json(FaultyItem faulty) {
    ObjectNode json = Json.object().put("index", faulty.index());
    faulty.externalId().ifPresent(id -> json.put("externalId", id));
    Problem problem = faulty.problem();
    json.putObject("problem")
        .put("code", problem.code().name())
        .put("path", problem.path())
        .put("message", problem.message());
    return json;
  }

  private static ObjectNode json(ImportItem item) {
    ObjectNode json = Json.object().put("index", item.index());
    item.taskId().ifPresent(value -> json.put("taskId", value));
    item.assetId().ifPresent(value -> json.put("assetId", value));
    item.data().ifPresent(value -> json.put("data", value));
    item.externalId().ifPresent(value -> json.put("externalId", value));
    item.brushDataUrl().ifPresent(value -> json.put("brush", value));
    item.medicalBrushDataUrl().ifPresent(value -> json.put("voxels", value));
    json.set("labels", item.labels());
    return json;
  }

  /** Reads what {@link #add} wrote. */
  static LabelReader read(InputStream in) {
    return new Reader(Json.MAPPER.createParser(in));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static final class Reader implements LabelReader {
    private final JsonParser tokens;
    private final FormatReport report = new FormatReport();
    private boolean hasNext;

    Reader(JsonParser tokens) {
      this.tokens = tokens;
      this.hasNext = tokens.nextToken() != null;
    }

    @Override
    public boolean hasNext() {
      return hasNext;
    }

    @Override
    public ImportEntry next() {
      if (!hasNext) {
        throw new NoSuchElementException();
      }
      JsonNode json = tokens.readValueAsTree();
      hasNext = tokens.nextToken() != null;
      return json.has("problem") ? faulty(json) : item(json);
    }

    private static FaultyItem faulty(JsonNode json) {
      JsonNode problem = json.path("problem");
      return new FaultyItem(
          json.path("index").asLong(),
          text(json, "externalId"),
          new Problem(
              ProblemCode.valueOf(problem.path("code").asString()),
              problem.path("path").asString(),
              problem.path("message").asString()));
    }

    private static ImportItem item(JsonNode json) {
      return new ImportItem(
          json.path("index").asLong(),
          text(json, "taskId"),
          text(json, "assetId"),
          text(json, "data"),
          text(json, "externalId"),
          text(json, "brush"),
          text(json, "voxels"),
          json.path("labels"));
    }

    private static Optional<String> text(JsonNode json, String key) {
      return json.path(key).stringValueOpt();
    }

    @Override
    public List<FoundClass> classes() {
      return List.of();
    }

    @Override
    public FormatReport report() {
      return report;
    }

    @Override
    public void close() {
      tokens.close();
    }
  }
}
