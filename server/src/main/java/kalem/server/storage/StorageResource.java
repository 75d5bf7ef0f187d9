package kalem.server.storage;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.http.Gate;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.storage.FileKeys.Owner;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Hands out links to upload and to read files (api.md 10.7, data.md 15). */
@RestController
@RequestMapping("/v2")
class StorageResource {
  /** Names as clients before 1.3.14 give them, with project and type in front. */
  private static final Pattern OLD_NAME = Pattern.compile("([0-9a-f]{24})/(?:(\\w+)/)?(.+)");

  private final SignedLinks links;
  private final FileKeys keys;

  StorageResource(SignedLinks links, FileKeys keys) {
    this.links = links;
    this.keys = keys;
  }

  record UploadUrl(String uploadUrl) {}

  record SignedUrl(String signedUrl) {}

  @GetMapping("/getUploadUrl")
  @Requires(Action.LABEL)
  @ResponseStatus(HttpStatus.CREATED)
  Success<UploadUrl> uploadUrl(HttpServletRequest request, Gate gate, Caller caller) {
    RawQuery query = RawQuery.of(request.getQueryString());
    refuseStorage(query);
    String name =
        query
            .pasted("name")
            .orElseThrow(() -> KalemException.invalid("name must be the name of the file."));
    return Success.of(new UploadUrl(links.write(newKey(query, name, gate, caller))));
  }

  private ObjectKey newKey(RawQuery query, String name, Gate gate, Caller caller) {
    Matcher old = OLD_NAME.matcher(name);
    boolean isOld = old.matches();
    Optional<String> project =
        query.text("project").or(() -> isOld ? Optional.of(old.group(1)) : Optional.empty());
    Optional<FileType> inName =
        isOld ? Optional.ofNullable(old.group(2)).flatMap(FileType::of) : Optional.empty();
    FileType type =
        query.text("type").map(StorageResource::type).or(() -> inName).orElse(FileType.ASSETS);
    if (project.isEmpty()) {
      return keys.inOrganization(caller.organizationId(), type, name);
    }
    gate.project(project.get()).require(type.toWrite());
    return keys.inProject(project.get(), type, isOld ? bareName(old, inName) : name);
  }

  private static String bareName(Matcher old, Optional<FileType> inName) {
    boolean isFolder = inName.isEmpty() && old.group(2) != null;
    return isFolder ? old.group(2) + "/" + old.group(3) : old.group(3);
  }

  private static FileType type(String text) {
    return FileType.of(text)
        .orElseThrow(
            () ->
                KalemException.invalid(
                    "type must be assets, brushes, medicalBrushes, exports, instructions or"
                        + " segmentationModels, got: "
                        + text
                        + "."));
  }

  /**
   * The object need not exist yet: export plugins ask for the link first and upload next (data.md
   * 15).
   */
  @GetMapping("/getSignedUrl")
  @Requires(Action.VIEW_TASKS)
  @ResponseStatus(HttpStatus.CREATED)
  Success<SignedUrl> signedUrl(HttpServletRequest request, Gate gate, Caller caller) {
    RawQuery query = RawQuery.of(request.getQueryString());
    refuseStorage(query);
    String name =
        query
            .pasted("name")
            .or(() -> query.pasted("url"))
            .orElseThrow(() -> KalemException.invalid("name must be the URL of a file."));
    ObjectKey key =
        links
            .keyOf(name)
            .or(() -> SignedLinks.decoded(name))
            .orElseThrow(() -> KalemException.notFound("File", name));
    FileType type = FileKeys.type(key);
    Owner owner = FileKeys.owner(key).orElseThrow(() -> KalemException.notFound("File", name));
    switch (owner) {
      case Owner.Project(String projectId) -> gate.project(projectId).require(type.toRead());
      case Owner.Organization(String id) -> {
        if (!id.equals(caller.organizationId())) {
          throw KalemException.notFound("File", name);
        }
      }
    }
    return Success.of(
        new SignedUrl(
            links.read(
                key, type == FileType.EXPORTS ? SignedLinks.EXPORT_LIFE : SignedLinks.READ_LIFE)));
  }

  private static void refuseStorage(RawQuery query) {
    if (query.text("storageId").isPresent()) {
      throw KalemException.invalid(
          "Files can only be uploaded into the hub's own storage in this version; leave storageId"
              + " out.");
    }
  }
}
