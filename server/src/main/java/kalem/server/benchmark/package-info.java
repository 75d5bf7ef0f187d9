/**
 * Tasks whose right answer is known (workflow section 12): they are marked, handed out between
 * other tasks as attempts that look like any other, and each attempt is scored.
 *
 * <p>{@code Benchmarks} is what the queues and submits of {@code workflow} call; {@code
 * BenchmarkMarks} marks tasks; {@code BenchmarkResults} tells scores. An attempt is a row of table
 * {@code task} of type {@code benchmark} with a row in {@code benchmark_attempt}.
 */
@NullMarked
package kalem.server.benchmark;

import org.jspecify.annotations.NullMarked;
