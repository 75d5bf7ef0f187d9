package kalem.server.insight;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The usage of the caller's organization. Nothing is limited by it: there are no plans. */
@RestController
class UsageResource {
  private final Usage usage;

  UsageResource(Usage usage) {
    this.usage = usage;
  }

  /** Numbers of a span of time; {@code storageBytes} and {@code assets} of what is there still. */
  record Used(
      long assetsUploaded,
      long assets,
      long storageBytes,
      long annotations,
      long activeTime,
      long exports) {
    static Used of(Usage.Month month) {
      return new Used(
          month.uploaded(),
          month.assets(),
          month.bytes(),
          month.annotations(),
          month.active(),
          month.exports());
    }
  }

  /**
   * @param month as 2026-03
   */
  record MonthUsage(String month, Used used) {}

  record ProjectUsage(
      @JsonProperty("_id") String id,
      String name,
      boolean deleted,
      Used total,
      List<MonthUsage> months) {}

  record OrganizationUsage(long seats, Used total, List<ProjectUsage> projects) {}

  record UsageData(OrganizationUsage usage) {}

  @GetMapping("/v2/organization/{organizationId}/usage")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<UsageData> usage(Caller caller, @PathVariable String organizationId) {
    if (!caller.organizationId().equals(organizationId)) {
      throw KalemException.notFound("Organization", organizationId);
    }
    List<Usage.OfProject> projects = usage.projects(organizationId);
    return Success.of(
        new UsageData(
            new OrganizationUsage(
                usage.seats(organizationId),
                Used.of(Usage.total(projects)),
                projects.stream().map(UsageResource::view).toList())));
  }

  private static ProjectUsage view(Usage.OfProject project) {
    return new ProjectUsage(
        project.id(),
        project.name(),
        project.isDeleted(),
        Used.of(Usage.total(List.of(project))),
        project.months().stream()
            .map(month -> new MonthUsage(month.start().toString().substring(0, 7), Used.of(month)))
            .toList());
  }
}
