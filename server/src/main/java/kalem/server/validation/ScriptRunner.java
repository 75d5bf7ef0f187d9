package kalem.server.validation;

import io.roastedroot.quickjs4j.core.Engine;
import io.roastedroot.quickjs4j.core.GuestFunction;
import io.roastedroot.quickjs4j.core.Invokables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.types.MemoryLimits;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Runs validation functions, each in an engine of its own that is thrown away afterwards: nothing
 * of one run is there in the next. A function has a second of processor time and 64 MiB; reading a
 * large answer is not counted against it. It sees no file, no network, no timer and nothing of the
 * server. Some run at a time, the others wait.
 */
@Component
class ScriptRunner {
  private static final String MODULE = "kalem";
  private static final String FUNCTION = "check";
  private static final int MOST_PAGES = 64 * 1024 * 1024 / Memory.PAGE_SIZE;
  private static final int STACK_BYTES = 8 * 1024 * 1024;
  private static final int LARGEST_ARGUMENT = 16_000_000;
  private static final Duration TIME = Duration.ofSeconds(1);
  private static final Duration TIME_PER_MILLION_CHARACTERS = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_MILLISECONDS = 10;

  private final Semaphore places =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** Made at the first use, which takes half a second. */
  private byte @Nullable [] program;

  /**
   * Runs a function.
   *
   * @param answer the first argument, as JSON
   * @param context the second argument, as JSON
   * @throws KalemException unavailable when too many wait already
   */
  ScriptRun run(String source, String answer, String context) {
    if (answer.length() + context.length() > LARGEST_ARGUMENT) {
      return ScriptRun.failed("the labels are too large for it", 0);
    }
    byte[] code = program();
    try {
      if (!places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw KalemException.later(
            ErrorCode.UNAVAILABLE, "Too many labels are being checked. Try again.", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting to check labels", e);
    }
    AtomicReference<@Nullable Object> outcome = new AtomicReference<>();
    Thread runner =
        Thread.ofPlatform()
            .name("label-validation")
            .daemon()
            .stackSize(STACK_BYTES)
            .unstarted(
                () -> {
                  try {
                    outcome.set(call(code, source, answer, context));
                  } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                    outcome.set(e);
                  } finally {
                    places.release();
                  }
                });
    long start = System.nanoTime();
    runner.start();
    boolean isInTime = await(runner, start, limit(answer.length() + context.length()));
    long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return isInTime ? read(outcome.get(), milliseconds) : tooLong(milliseconds);
  }

  private static Duration limit(int characters) {
    return TIME.plus(TIME_PER_MILLION_CHARACTERS.multipliedBy(characters).dividedBy(1_000_000));
  }

  private synchronized byte[] program() {
    byte[] known = program;
    if (known == null) {
      try (Engine engine = engine()) {
        known = engine.compilePortableGuestFunction(source());
      }
      program = known;
    }
    return known;
  }

  private static String source() {
    try (InputStream in = ScriptRunner.class.getResourceAsStream("check.js")) {
      if (in == null) {
        throw new IllegalStateException("check.js is not in the server's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Engine engine() {
    return Engine.builder()
        .addInvokables(
            Invokables.builder(MODULE)
                .add(
                    new GuestFunction(
                        FUNCTION, List.of(String.class, String.class, String.class), String.class))
                .build())
        .withMemoryFactory(
            limits ->
                new ByteArrayMemory(
                    new MemoryLimits(
                        limits.initialPages(), Math.min(limits.maximumPages(), MOST_PAGES))))
        .withStdout(new BoundedOutput())
        .withStderr(new BoundedOutput())
        .build();
  }

  private static Object call(byte[] code, String source, String answer, String context) {
    try (Engine engine = engine()) {
      return engine.invokePrecompiledGuestFunction(
          MODULE, FUNCTION, List.of(source, answer, context), code);
    }
  }

  /**
   * Waits for the end, or stops the run when its time is over: the processor's, so that a busy
   * machine harms no function, and at most three times as much of the clock's.
   */
  private boolean await(Thread runner, long start, Duration limit) {
    try {
      while (!runner.join(Duration.ofMillis(PAUSE_MILLISECONDS))) {
        boolean isOver =
            threads.getThreadCpuTime(runner.threadId()) > limit.toNanos()
                || System.nanoTime() - start > 3 * limit.toNanos();
        if (isOver) {
          runner.interrupt();
          runner.join(PATIENCE);
          return false;
        }
      }
    } catch (InterruptedException e) {
      runner.interrupt();
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  private static ScriptRun tooLong(long milliseconds) {
    return ScriptRun.failed("it ran longer than a second", milliseconds);
  }

  private static ScriptRun read(@Nullable Object outcome, long milliseconds) {
    return switch (outcome) {
      case String text -> read(text, milliseconds);
      case WasmInterruptedException _ -> tooLong(milliseconds);
      case null, default ->
          ScriptRun.failed("it needed more memory or went deeper than is allowed", milliseconds);
    };
  }

  private static ScriptRun read(String outcome, long milliseconds) {
    try {
      return read(Json.parse(outcome), milliseconds);
    } catch (JacksonException notOurs) {
      return ScriptRun.failed("it tampered with its surroundings", milliseconds);
    }
  }

  private static ScriptRun read(JsonNode outcome, long milliseconds) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode each : outcome.path("findings")) {
      findings.add(
          new Finding(
              each.path("objectId").stringValue(null),
              null,
              each.path("message").asString(""),
              Finding.Level.of(each.path("level").asString(""))));
    }
    List<String> console = new ArrayList<>();
    outcome.path("console").forEach(line -> console.add(line.asString("")));
    JsonNode error = outcome.path("syntaxError");
    return new ScriptRun(
        findings,
        console,
        milliseconds,
        error.isObject()
            ? Optional.of(
                new ScriptRun.SyntaxError(
                    error.path("message").asString(""),
                    error.path("line").asInt(1),
                    error.path("column").asInt(1)))
            : Optional.empty(),
        outcome.path("failure").stringValueOpt());
  }
}
