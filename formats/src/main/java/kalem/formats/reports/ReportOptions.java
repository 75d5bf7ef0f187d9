package kalem.formats.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kalem.formats.FileNames;
import kalem.formats.FormatConfig;
import kalem.formats.LabeledRow;
import tools.jackson.databind.JsonNode;

/**
 * What the reports share of their options.
 *
 * @param name of the file, before its ending
 * @param defuses whether cells that could be formulas are defused
 * @param from only tasks with a visit completed on this day or later, UTC
 * @param to only tasks with a visit completed on this day or earlier, UTC
 * @param unit of durations
 * @param stages the stages of the project in order; empty when they are to be seen from the rows
 */
record ReportOptions(
    String name,
    boolean defuses,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    DurationUnit unit,
    List<Stage> stages) {

  /** A stage as a report sees it. */
  record Stage(String name, StageType type) {}

  /** What is done in a stage. */
  enum StageType {
    START,
    LABEL,
    REVIEW,
    OTHER;

    /** The type as projects write it, such as {@code Label}; unknown ones are {@code OTHER}. */
    static StageType of(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "start" -> START;
        case "label" -> LABEL;
        case "review" -> REVIEW;
        default -> OTHER;
      };
    }
  }

  /** A unit of durations, by the name that stands in the heads of columns. */
  enum DurationUnit {
    MSEC("msec", 1),
    SEC("sec", 1_000),
    MIN("min", 60_000),
    HOUR("hour", 3_600_000);

    private static final int DECIMALS = 2;

    private final String label;
    private final long millis;

    DurationUnit(String label, long millis) {
      this.label = label;
      this.millis = millis;
    }

    String label() {
      return label;
    }

    /** So many milliseconds in this unit; with two decimals unless they are whole anyway. */
    String text(long duration) {
      return this == MSEC
          ? Long.toString(duration)
          : BigDecimal.valueOf(duration)
              .divide(BigDecimal.valueOf(millis), DECIMALS, RoundingMode.HALF_UP)
              .toPlainString();
    }
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException naming an option that can not be used
   */
  static ReportOptions of(JsonNode config) {
    FormatConfig options = new FormatConfig(config);
    String unit = options.choice("duration_unit", "sec", Set.of("msec", "sec", "min", "hour"));
    return new ReportOptions(
        FileNames.safe(options.text("name").orElse("export")),
        options.choice("formulas", "defuse", Set.of("defuse", "keep")).equals("defuse"),
        date("start_date", options),
        date("end_date", options),
        DurationUnit.valueOf(unit.toUpperCase(Locale.ROOT)),
        stages(options));
  }

  private static Optional<LocalDate> date(String key, FormatConfig options) {
    try {
      return options.text(key).map(LocalDate::parse);
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException(
          "The option " + key + " must be a date such as 2026-05-04.", malformed);
    }
  }

  private static List<Stage> stages(FormatConfig options) {
    List<Stage> stages = new ArrayList<>();
    for (JsonNode stage : options.objects("stages")) {
      stages.add(
          new Stage(
              stage.path("name").asString(""), StageType.of(stage.path("type").asString(""))));
    }
    return List.copyOf(stages);
  }

  /** The type of the stage of a visit: as the project says, or as the visit shows. */
  StageType typeOf(LabeledRow.Visit visit) {
    return stages.stream()
        .filter(stage -> stage.name().equals(visit.stage()))
        .findFirst()
        .map(Stage::type)
        .orElseGet(() -> seen(visit));
  }

  private static StageType seen(LabeledRow.Visit visit) {
    if (visit.reviewStatus().isPresent()) {
      return StageType.REVIEW;
    }
    if (visit.completedBy().isPresent()) {
      return StageType.LABEL;
    }
    return visit.stageId().equals("Start") ? StageType.START : StageType.OTHER;
  }

  /** Whether the row belongs into the report: some visit was completed in the days asked for. */
  boolean includes(LabeledRow row) {
    return (from.isEmpty() && to.isEmpty())
        || row.history().stream().anyMatch(visit -> isInRange(visit.completedAt()));
  }

  private boolean isInRange(Instant at) {
    LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
    return from.filter(day::isBefore).isEmpty() && to.filter(day::isAfter).isEmpty();
  }
}
