package kalem.server.issue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Gate;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import org.springframework.http.HttpStatus;
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

/** Issues (api.md 9.3 to 9.5). */
@RestController
@RequestMapping("/v2/issues")
class IssueResource {
  /** The client lists without paging and must then get everything. */
  private static final int EVERYTHING = 10_000;

  private final Issues issues;

  IssueResource(Issues issues) {
    this.issues = issues;
  }

  record IssueData(IssueView issue) {}

  /** The documented key is singular; the plural is ours. */
  record IssueList(List<IssueView> issue, List<IssueView> issues, long total) {}

  record DeletedView(@JsonProperty("_id") String id, boolean deleted) {}

  record DeletedIssueData(DeletedView issue) {}

  @GetMapping
  @Requires(Action.VIEW_TASKS)
  @ResponseStatus(HttpStatus.CREATED)
  Success<IssueList> list(Gate gate, @RequestParam Map<String, String> query) {
    ProjectAccess access = access(gate, query);
    IssueFilter filter =
        new IssueFilter(
            access.projectKey(),
            text(query, "labelTask"),
            text(query, "asset"),
            text(query, "stage"),
            text(query, "createdBy").map(email -> email.toLowerCase(Locale.ROOT)),
            text(query, "assignee").map(email -> email.toLowerCase(Locale.ROOT)),
            text(query, "status").map(IssueResource::status),
            Optional.empty());
    boolean isPaged = text(query, "page").isPresent() || text(query, "limit").isPresent();
    PageRequest page = new PageRequest(number(query, "page", 1), number(query, "limit", 10));
    Page<Issue> found =
        issues.list(
            access, filter, isPaged ? page.offset() : 0, isPaged ? page.limit() : EVERYTHING);
    List<IssueView> views =
        found.items().stream().map(issue -> IssueView.of(access.projectId(), issue)).toList();
    return Success.of(new IssueList(views, views, found.total()));
  }

  /** The project is named, or follows from the task or the asset. */
  private static ProjectAccess access(Gate gate, Map<String, String> query) {
    Optional<String> project = text(query, "project");
    if (project.isEmpty() && text(query, "labelTask").isPresent()) {
      return gate.projectOf("Task", query.getOrDefault("labelTask", ""));
    }
    if (project.isEmpty() && text(query, "asset").isPresent()) {
      return gate.projectOf("Asset", query.getOrDefault("asset", ""));
    }
    return gate.project(project.orElse(""));
  }

  private static Optional<String> text(Map<String, String> query, String name) {
    return Optional.ofNullable(query.get(name))
        .map(String::trim)
        .filter(text -> !text.isEmpty() && !text.equals("None"));
  }

  private static IssueStatus status(String text) {
    return IssueStatus.of(text)
        .orElseThrow(
            () ->
                KalemException.invalid(
                    "status must be Open, Resolved or Closed, got: " + text + "."));
  }

  private static int number(Map<String, String> query, String name, int otherwise) {
    try {
      return text(query, name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw KalemException.invalid(name + " must be a whole number.");
    }
  }

  @PostMapping
  @Requires(Action.VIEW_TASKS)
  @ResponseStatus(HttpStatus.CREATED)
  Success<IssueData> open(Gate gate, @RequestBody JsonNode body) {
    IssueReader reader = IssueReader.of(body);
    ProjectAccess access = gate.projectOf("Task", reader.task());
    return data(access, issues.open(access, reader));
  }

  @GetMapping("/{issueId}")
  @Requires(Action.VIEW_TASKS)
  Success<IssueData> get(Gate gate, @PathVariable String issueId) {
    ProjectAccess access = gate.projectOf("Issue", issueId);
    return data(access, issues.get(access, issueId));
  }

  @PostMapping("/{issueId}")
  @Requires(Action.VIEW_TASKS)
  Success<IssueData> change(Gate gate, @PathVariable String issueId, @RequestBody JsonNode body) {
    ProjectAccess access = gate.projectOf("Issue", issueId);
    return data(access, issues.change(access, issueId, IssueReader.of(body)));
  }

  @PostMapping("/{issueId}/comment")
  @Requires(Action.VIEW_TASKS)
  @ResponseStatus(HttpStatus.CREATED)
  Success<IssueData> comment(Gate gate, @PathVariable String issueId, @RequestBody JsonNode body) {
    ProjectAccess access = gate.projectOf("Issue", issueId);
    return data(access, issues.comment(access, issueId, IssueReader.of(body)));
  }

  @DeleteMapping("/{issueId}")
  @Requires(Action.VIEW_TASKS)
  Success<DeletedIssueData> delete(Gate gate, @PathVariable String issueId) {
    ProjectAccess access = gate.projectOf("Issue", issueId);
    issues.delete(access, issueId);
    return Success.of(new DeletedIssueData(new DeletedView(issueId, true)));
  }

  private static Success<IssueData> data(ProjectAccess access, Issue issue) {
    return Success.of(new IssueData(IssueView.of(access.projectId(), issue)));
  }
}
