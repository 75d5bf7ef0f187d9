package kalem.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation functions, good ones and hostile ones (workflow section 14.1). */
class ScriptRunnerTest {
  private static final String NOTHING = "{}";

  private static final String ANSWER =
      """
      {"tools":[{"objectId":"o1","schemaId":"car","title":"Car","tool":"bounding-box"}],
       "classifications":[{"objectId":"c1","schemaId":"sky","title":"Sky","tool":"radio",
         "answer":"blue","answerText":"Blue"}],
       "relations":[{"objectId":"r1","schemaId":"pair","title":"Pair","tool":"group",
         "group":["o1","c1"]}]}
      """;

  /** One for all tests, so that what one run leaves behind would be found by the next. */
  private static final ScriptRunner RUNNER = new ScriptRunner();

  private static ScriptRun run(String source) {
    return RUNNER.run(source, ANSWER, "{\"user\":\"ana@team.example\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "function (answers) { return [{objectId: 'o1', message: 'too small'}]; }",
        "function validate(answers) { return [{objectId: 'o1', message: 'too small'}]; };\n",
        "(answers) => [{objectId: answers.tools[0].objectId, message: 'too small'}]",
        "// why\nconst WORDS = 'too small';\nfunction help(a) { return a; }\n"
            + "function main(answers) { return help([{objectId: 'o1', message: WORDS}]); }",
      })
  void aFunctionMayBeWrittenInSeveralWays(String source) {
    assertThat(run(source).verdict())
        .containsExactly(new Finding("o1", null, "too small", Finding.Level.ERROR));
  }

  @Test
  void publishedFunctionsFindTheNamesTheyUse() {
    assertThat(
            run("""
            (answers) => [{message: answers.objects.map(o => o.tool + o.title)
              + '|' + answers.relations[0].group.map(m => m.title)
              + '|' + answers.classifications[0].answer
              + '|' + answers.classifications[0].answerText}]
            """)
                .verdict())
        .extracting(Finding::message)
        .containsExactly("bounding-boxCar|Car,Sky|blue|Blue");
  }

  @Test
  void theSecondArgumentTellsWhoAsks() {
    assertThat(run("(a, ctx) => [{message: ctx.user}]").verdict())
        .extracting(Finding::message)
        .containsExactly("ana@team.example");
  }

  @Test
  void warningsAreTold() {
    assertThat(run("() => [{objectId: 'o1', message: 'hm', level: 'warning'}]").verdict())
        .containsExactly(new Finding("o1", null, "hm", Finding.Level.WARNING));
  }

  @Test
  void theConsoleIsKept() {
    ScriptRun run = run("() => { console.log('a', 1, {b: 2}); console.error('c'); return []; }");
    assertThat(run.console()).containsExactly("a 1 {\"b\":2}", "c");
    assertThat(run.verdict()).isEmpty();
  }

  @Test
  void aSyntaxErrorNamesItsPlace() {
    ScriptRun run = run("function (a) {\n  return [a.x;\n}");
    assertThat(run.syntaxError())
        .hasValueSatisfying(
            error -> {
              assertThat(error.line()).isEqualTo(2);
              // At the bracket that is not closed.
              assertThat(error.column()).isEqualTo(10);
            });
    assertThat(run.verdict()).singleElement().returns(true, Finding::isError);
    assertThat(run("function (a) { return ]; }").syntaxError())
        .hasValueSatisfying(
            error -> {
              assertThat(error.line()).isEqualTo(1);
              assertThat(error.column()).isPositive();
            });
  }

  static Stream<Arguments> failing() {
    return Stream.of(
        Arguments.of("() => { throw new Error('no'); }", "Error: no"),
        Arguments.of("(a) => a.missing.more", "TypeError"),
        Arguments.of("() => 5", "no list"),
        Arguments.of("() => {}", "no list"),
        Arguments.of("async () => []", "no list"),
        Arguments.of("5", "no function"),
        Arguments.of("", "no function"));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void aFunctionThatFailsIsOneFinding(String source, String words) {
    assertThat(run(source).verdict())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).startsWith("The validation script failed: ");
              assertThat(finding.message()).contains(words);
              assertThat(finding.isError()).isTrue();
            });
  }

  static Stream<String> hostile() {
    return Stream.of(
        "() => { while (true) {} }",
        "() => /^(a+)+$/.test('a'.repeat(40) + 'b')",
        "() => { const x = []; while (true) x.push(new Array(10000).fill(1)); }",
        "() => { let x = 'a'; while (true) x += x; }",
        "() => { function f() { return f() + 1; } return f(); }",
        "() => { while (true) { try { while (true) {} } catch {} finally { continue; } } }",
        "() => { while (true) console.log('x'.repeat(1000)); }",
        "() => { while (true) Javy.IO.writeSync(1, new Uint8Array(100000)); }",
        "() => { const a = []; for (let i = 0; i < 1e7; i++) a.push(i); a.sort(() => 1); }",
        "() => 'x'.repeat(2 ** 26).split('').join('yyyyyyyy')",
        "() => { new Uint8Array(1e9); return []; }",
        "() => { Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0); return []; }",
        "(function () { while (true) {} })()",
        "() => [{ get message() { while (true) {} } }]",
        "() => [{ message: { toString() { while (true) {} } } }]",
        "() => { JSON.stringify = () => { while (true) {} }; throw 1; }",
        "() => { Object.prototype.toJSON = () => { while (true) {} }; return []; }",
        "() => new Proxy([], { get() { while (true) {} } })",
        "() => { let o = []; for (let i = 0; i < 1e5; i++) o = [o]; return o; }",
        "() => { queueMicrotask(function f() { queueMicrotask(f); }); return []; }",
        "(".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void nothingCostsMoreThanItsTimeOrHarmsTheNext(String source) {
    run("() => []");
    long before = System.nanoTime();
    run(source);
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    assertThat(took).isLessThan(Duration.ofMillis(3500));
    assertThat(run("() => [{message: 'still here'}]").verdict())
        .extracting(Finding::message)
        .containsExactly("still here");
  }

  @Test
  void anEndlessLoopIsToldAsSuch() {
    ScriptRun run = run("() => { while (true) {} }");
    assertThat(run.failure()).isEqualTo(Optional.of("it ran longer than a second"));
    assertThat(run.verdict()).hasSize(1);
  }

  @Test
  void thereIsNoWayOut() {
    ScriptRun run =
        run(
            """
            () => {
              const names = ['fetch', 'XMLHttpRequest', 'WebSocket', 'setTimeout', 'setInterval',
                'require', 'process', 'Deno', 'std', 'os', 'java', 'Java', 'Packages', 'Polyglot',
                'window', 'document', 'localStorage', 'WebAssembly', 'Worker', 'load', 'print'];
              return names.filter(n => typeof globalThis[n] !== 'undefined')
                .map(n => ({message: n}));
            }
            """);
    assertThat(run.verdict()).isEmpty();
  }

  @Test
  void filesAndModulesAreOutOfReach() {
    assertThat(run("() => { import('fs'); import('/etc/passwd'); return []; }").verdict())
        .isEmpty();
    assertThat(
            run("""
            () => {
              const bytes = new Uint8Array(64);
              let read = 0;
              for (let file = 0; file < 20; file++) {
                try { read += Math.max(0, Javy.IO.readSync(file, bytes)); } catch {}
              }
              return read > 0 ? [{message: 'read ' + read}] : [];
            }
            """)
                .verdict())
        .isEmpty();
  }

  @Test
  void nothingIsKeptFromOneRunToTheNext() {
    run("() => { globalThis.kept = 1; Array.prototype.kept = 1; return []; }");
    assertThat(run("() => [{message: typeof kept + typeof [].kept}]").verdict())
        .extracting(Finding::message)
        .containsExactly("undefinedundefined");
  }

  @Test
  void longOutcomesAreCut() {
    ScriptRun run =
        run(
            "() => { for (let i = 0; i < 500; i++) console.log('x'.repeat(5000));"
                + " return Array.from({length: 5000}, () => ({message: 'y'.repeat(5000)})); }");
    assertThat(run.console()).hasSize(200).allMatch(line -> line.length() == 1000);
    assertThat(run.findings()).hasSize(1000).allMatch(each -> each.message().length() == 1000);
  }

  @Test
  void thousandsOfObjectsAreReadInTime() {
    StringBuilder tools = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      tools.append(i == 0 ? "" : ",");
      tools.append("{\"objectId\":\"o").append(i).append("\",\"schemaId\":\"car\",");
      tools.append("\"bounding-box\":{\"x\":1.5,\"y\":").append(i);
      tools.append(",\"width\":10,\"height\":20},\"classifications\":[]}");
    }
    ScriptRun run =
        RUNNER.run(
            "(a) => a.tools.filter(t => t['bounding-box'].y > 19998).map(t => ({objectId:"
                + " t.objectId, message: 'low'}))",
            "{\"tools\":[" + tools + "]}",
            NOTHING);
    assertThat(run.verdict()).extracting(Finding::objectId).containsExactly("o19999");
  }

  @Test
  void whatIsTooLargeIsNotRead() {
    assertThat(RUNNER.run("() => []", "\"" + "x".repeat(17_000_000) + "\"", NOTHING).failure())
        .isEqualTo(Optional.of("the labels are too large for it"));
  }

  @Test
  void manyAtOnceTakeTurns() throws Exception {
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ScriptRun>> runs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int number = i;
        runs.add(crowd.submit(() -> run("() => [{message: '" + number + "'}]")));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(runs.get(i).get().verdict())
            .extracting(Finding::message)
            .containsExactly(String.valueOf(i));
      }
    }
  }
}
