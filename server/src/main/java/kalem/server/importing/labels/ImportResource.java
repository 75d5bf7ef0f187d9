package kalem.server.importing.labels;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.storage.SignedLinks;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;

/** Imports of files: checking, importing, looking after them (import-format.md 1 and 13). */
@RestController
@RequestMapping("/v2")
class ImportResource {
  private static final int SHOWN = 100;

  private final Imports imports;
  private final ImportUpload upload;
  private final ImportRemoval removal;
  private final FindingStore findings;
  private final SignedLinks links;

  ImportResource(
      Imports imports,
      ImportUpload upload,
      ImportRemoval removal,
      FindingStore findings,
      SignedLinks links) {
    this.imports = imports;
    this.upload = upload;
    this.removal = removal;
    this.findings = findings;
    this.links = links;
  }

  /** The key is a word of the language, so the component can not have its name. */
  record ImportData(@JsonProperty("import") ImportView view) {}

  record ImportList(List<ImportView> imports, long total) {}

  /**
   * Imports a file, or with {@code dryRun} only checks it. {@code options} is JSON: {@code format},
   * {@code dryRun}, {@code mode}, {@code strict}, {@code force}, {@code createClasses}, {@code
   * keepUnknown}, {@code config}.
   */
  @PostMapping(path = "/project/{projectId}/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Requires(Action.IMPORT_LABELS)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Success<ImportData> file(
      ProjectAccess access,
      @RequestParam(name = "file", required = false) Optional<MultipartFile> file,
      @RequestParam(name = "options", defaultValue = "{}") String options) {
    JsonNode body = Json.parse("options", options);
    MultipartFile given =
        file.orElseThrow(() -> KalemException.invalid("file must be the file to import."));
    return data(
        access,
        upload.start(
            access,
            Optional.ofNullable(given.getOriginalFilename()).orElse(""),
            given,
            ImportOptions.DEFAULT.with(object("options", body)),
            ImportOptions.flag(body, "dryRun", false)));
  }

  /**
   * The same for a file that is the body itself, as scripts send it; {@code fileName} and {@code
   * options} stand in the query.
   */
  @PostMapping(
      path = "/project/{projectId}/import",
      consumes = {
        MediaType.APPLICATION_OCTET_STREAM_VALUE,
        MediaType.APPLICATION_NDJSON_VALUE,
        "application/zip",
        MediaType.TEXT_PLAIN_VALUE,
        MediaType.TEXT_XML_VALUE,
        MediaType.APPLICATION_XML_VALUE,
        "text/csv"
      })
  @Requires(Action.IMPORT_LABELS)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Success<ImportData> body(
      ProjectAccess access,
      @RequestParam(defaultValue = "labels.json") String fileName,
      @RequestParam(defaultValue = "{}") String options,
      InputStream content) {
    JsonNode body = object("options", Json.parse("options", options));
    return data(
        access,
        upload.start(
            access,
            fileName,
            () -> content,
            ImportOptions.DEFAULT.with(body),
            ImportOptions.flag(body, "dryRun", false)));
  }

  /** The same for a file that lies elsewhere: {@code url} beside the options. */
  @PostMapping(path = "/project/{projectId}/import", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Requires(Action.IMPORT_LABELS)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Success<ImportData> link(ProjectAccess access, @RequestBody JsonNode body) {
    String url = object("The body", body).path("url").asString("");
    if (url.isBlank()) {
      throw KalemException.invalid("url must name the file to import.");
    }
    return data(
        access,
        upload.start(
            access,
            url,
            ImportOptions.DEFAULT.with(body),
            ImportOptions.flag(body, "dryRun", false)));
  }

  @GetMapping("/imports/{importId}")
  @Requires(Action.IMPORT_LABELS)
  Success<ImportData> get(ProjectAccess access, @PathVariable String importId) {
    return data(access, imports.get(access.projectKey(), importId));
  }

  /** Imports for real what was only checked so far: everything that is valid. */
  @PostMapping("/imports/{importId}/run")
  @Requires(Action.IMPORT_LABELS)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Success<ImportData> run(
      ProjectAccess access,
      @PathVariable String importId,
      @RequestBody(required = false) Optional<JsonNode> body) {
    JsonNode options = body.filter(given -> !given.isNull()).orElseGet(Json::object);
    return data(access, imports.runForReal(access, importId, object("The body", options)));
  }

  /** Cancels an import that runs, deletes one that is over. */
  @DeleteMapping("/imports/{importId}")
  @Requires(Action.IMPORT_LABELS)
  Success<ImportData> remove(ProjectAccess access, @PathVariable String importId) {
    return data(access, removal.remove(access, importId));
  }

  @GetMapping("/project/{projectId}/imports")
  @Requires(Action.IMPORT_LABELS)
  Success<ImportList> list(ProjectAccess access, PageRequest page) {
    Page<Import> found = imports.list(access, page);
    return Success.of(
        new ImportList(
            found.items().stream()
                .map(each -> ImportView.of(access.projectId(), each, List.of(), links))
                .toList(),
            found.total()));
  }

  private static JsonNode object(String what, JsonNode body) {
    if (!body.isObject()) {
      throw KalemException.invalid(what + " must be a JSON object.");
    }
    return body;
  }

  private Success<ImportData> data(ProjectAccess access, Import shown) {
    List<Finding> first = findings.first(shown.projectKey(), shown.id(), SHOWN);
    return Success.of(new ImportData(ImportView.of(access.projectId(), shown, first, links)));
  }
}
