package kalem.server.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import kalem.formats.ango.AngoExportWriter;
import kalem.formats.ango.ExportProgress;
import kalem.server.kernel.Json;
import kalem.server.project.Batches;
import kalem.server.project.Project;
import kalem.server.workflow.WebhookBody;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A task as messages of Webhook stages hold it: the row that an export of it has, with batches by
 * id (workflow.md 4.9).
 */
@Component
class ExportedTaskBody implements WebhookBody {
  private static final List<String> LABELS =
      List.of("tools", "classifications", "relations", "brushDataUrl", "medicalBrushDataUrl");

  private final ExportReading reading;
  private final Batches batches;

  ExportedTaskBody(ExportReading reading, Batches batches) {
    this.reading = reading;
    this.batches = batches;
  }

  @Override
  public Optional<String> of(Project project, String taskId, boolean compactHistory)
      throws IOException {
    ObjectNode options = Json.object().put("format", "ndjson");
    options.putArray("tasks").add(taskId);
    options.putArray("taskTypes").add("default").add("consensus");
    options.putArray("stage");
    ExportRequest request = ExportRequestReader.read(options);
    TaskFilter only = request.filter().resolved(List.of(), List.of(), List.of());
    byte[] zip =
        reading.open(project.projectKey(), request.withFilter(only), rows -> zip(project, rows));
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      entries.getNextEntry();
      byte[] text = entries.readAllBytes();
      return text.length == 0
          ? Optional.empty()
          : Optional.of(body(project, (ObjectNode) Json.MAPPER.readTree(text), compactHistory));
    }
  }

  private static byte[] zip(Project project, ExportReading.Rows rows) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (AngoExportWriter writer =
            AngoExportWriter.open(
                target, project.name(), rows.snapshot().at(), rows.request().content());
        ExportRows all = rows.all()) {
      writer.writeAll(all, ExportProgress.IGNORED);
    }
    return target.toByteArray();
  }

  private String body(Project project, ObjectNode row, boolean compactHistory) {
    Map<String, String> idsByName =
        batches.names(project.projectKey()).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    ArrayNode names = Json.MAPPER.createArrayNode();
    row.path("batches").forEach(names::add);
    ArrayNode ids = row.putArray("batches");
    names.forEach(name -> ids.add(idsByName.getOrDefault(name.asString(), name.asString())));
    row.set("batchNames", names);
    for (JsonNode node : row.path("task").path("stageHistory")) {
      if (node instanceof ObjectNode visit) {
        visit.put("stageName", visit.path("stage").asString(""));
        if (compactHistory) {
          visit.remove(LABELS);
        }
      }
    }
    return row.toString();
  }
}
