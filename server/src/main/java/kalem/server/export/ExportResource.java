package kalem.server.export;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Gate;
import kalem.server.http.LateAnswer;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Exports (export-format section 3, api.md 11.1 and 11.2). */
@RestController
@RequestMapping("/v2")
class ExportResource {
  /** Quick exports are answered in the ordinary way. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Exports exports;
  private final ExportRemoval removal;
  private final ExportWaits waits;
  private final ExportPreview preview;
  private final ExportPlaces places;

  ExportResource(
      Exports exports,
      ExportRemoval removal,
      ExportWaits waits,
      ExportPreview preview,
      ExportPlaces places) {
    this.exports = exports;
    this.preview = preview;
    this.removal = removal;
    this.waits = waits;
    this.places = places;
  }

  record ExportPath(String exportPath) {}

  record Started(String exportId, String state) {}

  record ExportData(ExportView export) {}

  record FormatList(List<ExportFormats.FormatView> formats) {}

  record ExportList(List<ExportView> exports, long total) {}

  /**
   * Makes an export and answers when its zip can be fetched, however long that takes: the client
   * does not poll. With {@code async} it answers at once.
   */
  @GetMapping({"/export", "/exportV3"})
  @Requires(Action.EXPORT)
  @Nullable ResponseEntity<Object> export(
      Gate gate, @RequestParam Map<String, String> parameters, HttpServletResponse response)
      throws IOException {
    String project = Optional.ofNullable(parameters.get("project")).orElse("");
    ProjectAccess access = gate.project(project);
    ExportRequest request = ExportRequestReader.read(parameters);
    boolean async = ExportRequestReader.flag(parameters, "async", false);
    Export export = exports.start(access, request);
    if (async) {
      return ResponseEntity.status(HttpStatus.ACCEPTED)
          .body(Success.of(new Started(export.id(), export.state().wireName())));
    }
    Optional<Export> over = waits.await(export, PATIENCE);
    if (over.isPresent()) {
      return ResponseEntity.ok(path(over.get()));
    }
    new LateAnswer(response).write(() -> waits.await(export, LateAnswer.PAUSE).map(this::path));
    return null;
  }

  private Success<ExportPath> path(Export over) {
    return Success.of(new ExportPath(places.link(over, ExportOutcome.file(over))));
  }

  @PostMapping("/exports")
  @Requires(Action.EXPORT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Success<ExportData> start(Gate gate, @RequestBody JsonNode body) {
    ProjectAccess access = gate.project(required(body).path("project").asString(""));
    return data(access, exports.start(access, ExportRequestReader.read(body)));
  }

  /** Shows what an export with these options would hold, without making it. */
  @PostMapping("/exports/preview")
  @Requires(Action.EXPORT)
  Success<ExportPreview.Preview> preview(Gate gate, @RequestBody JsonNode body) throws IOException {
    ProjectAccess access = gate.project(required(body).path("project").asString(""));
    return Success.of(preview.of(access, ExportRequestReader.read(body)));
  }

  /** The formats in which labels can be brought in or taken out. */
  @GetMapping("/formats")
  @Requires(Action.USE_ACCOUNT)
  Success<FormatList> formats() {
    return Success.of(new FormatList(ExportFormats.all()));
  }

  /** For scripts that asked with {@code async}: the state stands in the data itself. */
  @GetMapping("/export/{exportId}")
  @Requires(Action.EXPORT)
  Success<ObjectNode> state(ProjectAccess access, @PathVariable String exportId) {
    Export export = exports.get(access.projectKey(), exportId);
    ObjectNode state = Json.MAPPER.valueToTree(ExportView.of(access.projectId(), export, places));
    return Success.of(state.put("exportId", exportId));
  }

  @GetMapping("/exports/{exportId}")
  @Requires(Action.EXPORT)
  Success<ExportData> get(ProjectAccess access, @PathVariable String exportId) {
    return data(access, exports.get(access.projectKey(), exportId));
  }

  /** Cancels an export that runs, deletes one that is over. */
  @DeleteMapping({"/exports/{exportId}", "/export/{exportId}"})
  @Requires(Action.EXPORT)
  Success<ExportData> remove(ProjectAccess access, @PathVariable String exportId) {
    return data(access, removal.remove(access, exportId));
  }

  /**
   * The export history, newest first.
   *
   * @param includeDeleted also exports whose zip was deleted or has expired
   */
  @GetMapping("/project/{projectId}/exports")
  @Requires(Action.EXPORT)
  Success<ExportList> list(
      ProjectAccess access,
      PageRequest page,
      @RequestParam(defaultValue = "false") boolean includeDeleted) {
    Page<Export> found = exports.list(access, includeDeleted, page);
    return Success.of(
        new ExportList(
            found.items().stream()
                .map(export -> ExportView.of(access.projectId(), export, places))
                .toList(),
            found.total()));
  }

  private static JsonNode required(JsonNode body) {
    if (!body.isObject()) {
      throw KalemException.invalid("The body must be a JSON object.");
    }
    return body;
  }

  private Success<ExportData> data(ProjectAccess access, Export export) {
    return Success.of(new ExportData(ExportView.of(access.projectId(), export, places)));
  }
}
