package kalem.server.benchmark;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One person's try at a benchmark.
 *
 * @param taskId the task that the person works on
 * @param goldTaskId the task whose answer is right
 * @param submittedAt empty while it is worked on
 * @param score 0 to 100; empty while it is worked on, or when the right answer was gone by then
 * @param detail how the score came about, as JSON
 */
record Attempt(
    String taskId,
    String goldTaskId,
    String email,
    Instant startedAt,
    Optional<Instant> submittedAt,
    OptionalInt score,
    Optional<String> detail) {}
