package kalem.server.notice;

import java.util.Optional;

/**
 * What somebody is to be told.
 *
 * @param email of the receiver, lower case
 * @param text plain text, a sentence or two
 * @param link where a click leads: a path of the web app, or an absolute URL
 * @param projectId the project it happened in
 * @param title a line above the text
 * @param sender e-mail of the person who wrote it; empty when the hub itself tells it
 */
public record NewNotice(
    String organizationId,
    String email,
    NoticeKind kind,
    String text,
    Optional<String> link,
    Optional<String> projectId,
    Optional<String> title,
    Optional<String> sender) {

  /** Something that happened in a project, told by the hub itself. */
  public static NewNotice inProject(
      String organizationId, String email, NoticeKind kind, String text, Place place) {
    return new NewNotice(
        organizationId,
        email,
        kind,
        text,
        Optional.of(place.link()),
        Optional.of(place.projectId()),
        Optional.empty(),
        Optional.empty());
  }

  /** A page of a project. */
  public record Place(String projectId, String link) {}
}
