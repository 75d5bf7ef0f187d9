package kalem.server.importing;

import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.asset.AssetFields;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.project.Projects;
import kalem.server.storage.RawQuery;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;

/** Brings files and links into a project (api.md 10.4, 10.5). */
@RestController
@RequestMapping("/v2/project/{projectId}")
class AssetImportResource {
  private final AssetImport assetImport;
  private final FileUpload fileUpload;
  private final Projects projects;

  AssetImportResource(AssetImport assetImport, FileUpload fileUpload, Projects projects) {
    this.assetImport = assetImport;
    this.fileUpload = fileUpload;
    this.projects = projects;
  }

  record ReportData(ImportReport assets) {}

  @PostMapping("/cloud")
  @Requires(Action.MANAGE_ASSETS)
  @ResponseStatus(HttpStatus.CREATED)
  Success<ReportData> cloud(ProjectAccess access, HttpServletRequest request, InputStream body) {
    return Success.of(new ReportData(assetImport.run(access, body, batches(request))));
  }

  @PostMapping(path = "/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Requires(Action.MANAGE_ASSETS)
  Success<ReportData> upload(
      ProjectAccess access,
      HttpServletRequest request,
      @RequestParam(name = "files", required = false) Optional<List<MultipartFile>> files,
      @RequestParam(name = "priority", required = false) Optional<Integer> priority) {
    if (projects.get(access).type().equals("pct")) {
      throw KalemException.invalid(
          "Projects of type pct take no local files. Import from a cloud storage.");
    }
    List<MultipartFile> given =
        files
            .filter(list -> !list.isEmpty())
            .orElseThrow(() -> KalemException.invalid("files must hold at least one file."));
    return Success.of(
        new ReportData(
            fileUpload.run(
                access,
                given,
                assetImport.resolver(access).apply(batches(request)),
                priority.map(AssetImportResource::checked).orElse(0))));
  }

  private static int checked(int priority) {
    return AssetFields.priority(Json.object().put("priority", priority)).orElse(0);
  }

  private static JsonNode batches(HttpServletRequest request) {
    RawQuery query = RawQuery.of(request.getQueryString());
    return query
        .text("batches")
        .or(() -> query.text("tags"))
        .map(text -> Json.parse("batches", text))
        .orElseGet(Json.MAPPER::createArrayNode);
  }
}
