package kalem.server.issue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;

/** Reads what clients say of an issue, with the checks of workflow.md 15.1. */
final class IssueReader {
  private static final int LONGEST = 10_000;
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Set<String> PLANES = Set.of("A", "S", "C");

  private final JsonNode body;

  private IssueReader(JsonNode body) {
    this.body = body;
  }

  static IssueReader of(JsonNode body) {
    if (!body.isObject()) {
      throw KalemException.invalid("The body must be a JSON object.");
    }
    return new IssueReader(body);
  }

  /** The id of the task. */
  String task() {
    return body.path("labelTask")
        .stringValueOpt()
        .orElseThrow(() -> KalemException.invalid("labelTask must be the id of a task."));
  }

  /** Empty when the body does not change it. */
  Optional<Issue.Text> text() {
    if (!body.hasNonNull("content")) {
      return Optional.empty();
    }
    String content = body.path("content").asString("").trim();
    if (content.isEmpty() || content.length() > LONGEST) {
      throw KalemException.invalid("content must be a text of 1 to " + LONGEST + " characters.");
    }
    return Optional.of(new Issue.Text(content, mentions()));
  }

  /**
   * @throws KalemException when there is none
   */
  Issue.Text requiredText() {
    return text()
        .orElseThrow(
            () -> KalemException.invalid("content must be a text of at least one character."));
  }

  /** E-mails, as a list of them or of objects with {@code userEmail}, which is how we give them. */
  private List<String> mentions() {
    List<String> emails = new ArrayList<>();
    for (JsonNode each : body.path("contentMentions")) {
      String email =
          (each.isObject() ? each.path("userEmail") : each)
              .asString("")
              .trim()
              .toLowerCase(Locale.ROOT);
      if (email.isEmpty()) {
        throw KalemException.invalid("contentMentions must be a list of e-mails.");
      }
      emails.add(email);
    }
    return emails.stream().distinct().toList();
  }

  /** Empty when the body does not change it. */
  Optional<IssueStatus> status() {
    return body.path("status")
        .stringValueOpt()
        .map(
            text ->
                IssueStatus.of(text)
                    .orElseThrow(
                        () ->
                            KalemException.invalid(
                                "status must be Open, Resolved or Closed, got: " + text + ".")));
  }

  /** JSON text; empty when the body does not change it. */
  Optional<String> errorCodes() {
    JsonNode codes = body.path("errorCodes");
    if (codes.isMissingNode() || codes.isNull()) {
      return Optional.empty();
    }
    for (JsonNode code : codes) {
      if (!code.path("category").isString() || !code.path("name").isString()) {
        throw KalemException.invalid("errorCodes must be a list of {category, name}.");
      }
    }
    if (!codes.isArray()) {
      throw KalemException.invalid("errorCodes must be a list of {category, name}.");
    }
    return Optional.of(codes.toString());
  }

  /** JSON text; empty when the body does not change it. */
  Optional<String> pctDetails() {
    JsonNode details = body.path("pctDetails");
    if (details.isMissingNode() || details.isNull()) {
      return Optional.empty();
    }
    if (!details.isObject()) {
      throw KalemException.invalid("pctDetails must be an object.");
    }
    return Optional.of(details.toString());
  }

  IssuePlace place() {
    IssuePlace place =
        new IssuePlace(
            body.path("objectId").stringValueOpt().filter(id -> !id.isBlank()),
            position(),
            number("page"),
            number("pageEnd"),
            number("dataIndex"),
            plane());
    boolean isSomewhere =
        place.position().isPresent()
            || place.page().isPresent()
            || place.pageEnd().isPresent()
            || place.dataIndex().isPresent()
            || place.plane().isPresent();
    if (place.objectId().isPresent() && isSomewhere) {
      throw KalemException.invalid(
          "objectId excludes position, page, pageEnd, dataIndex and plane.");
    }
    if (place.pageEnd().isPresent()
        && (place.page().isEmpty() || place.pageEnd().getAsInt() < place.page().getAsInt())) {
      throw KalemException.invalid("pageEnd needs page and must not lie before it.");
    }
    return place;
  }

  /** Old clients send the text None where there is nothing. */
  private Optional<String> position() {
    JsonNode node = body.path("position");
    String text =
        node.isString()
            ? node.asString()
            : node.isArray() || node.isNumber() ? node.toString() : "";
    if (text.isBlank() || text.equals("None")) {
      return Optional.empty();
    }
    for (String part : text.replaceAll("[\\[\\]()\\s]", "").split(",", -1)) {
      if (!NUMBER.matcher(part).matches()) {
        throw KalemException.invalid(
            "position must be the text of a number or of a list of numbers, got: " + text + ".");
      }
    }
    return Optional.of(text);
  }

  private OptionalInt number(String name) {
    JsonNode node = body.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return OptionalInt.empty();
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 0) {
      throw KalemException.invalid(name + " must be a whole number from 0 on.");
    }
    return OptionalInt.of(node.asInt());
  }

  private Optional<String> plane() {
    Optional<String> plane = body.path("plane").stringValueOpt().filter(text -> !text.isBlank());
    if (plane.filter(text -> !PLANES.contains(text)).isPresent()) {
      throw KalemException.invalid("plane must be A, S or C.");
    }
    return plane;
  }
}
