package kalem.formats.ango;

import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.json.JsonText;

/**
 * What was found about the quality of a task.
 *
 * @param consensusAverage 0 to 100, once the task went through consensus
 * @param consensusDetailed a JSON list of {@code {schemaId, title, score}}
 * @param benchmarkScore 0 to 100, on attempts at a benchmark
 */
public record TaskQuality(
    OptionalInt consensusAverage,
    Optional<JsonText> consensusDetailed,
    boolean isBenchmark,
    OptionalInt benchmarkScore,
    boolean isSkipped) {
  public static final TaskQuality NONE =
      new TaskQuality(OptionalInt.empty(), Optional.empty(), false, OptionalInt.empty(), false);
}
