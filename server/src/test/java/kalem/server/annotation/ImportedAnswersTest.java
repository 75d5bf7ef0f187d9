package kalem.server.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Entry;
import kalem.server.app.TestHub;
import kalem.server.kernel.Ids;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ImportedAnswersTest {
  private static final Instant NOW = Instant.parse("2026-05-04T09:01:12.345Z");

  private final TestHub hub = TestHub.shared();
  private final ImportedAnswers imported = hub.bean(ImportedAnswers.class);
  private final AnswerStore store = hub.bean(AnswerStore.class);
  private final AnswerReadings readings = hub.bean(AnswerReadings.class);
  private final Project project =
      hub.bean(Projects.class).get(Ids.projectKey(hub.newProject("Imported")).orElseThrow());

  private String newId() {
    return hub.bean(Ids.class).next(project.projectKey());
  }

  private static Answer answer(int boxes, String title) {
    StringBuilder text = new StringBuilder("{\"tools\":[");
    for (int i = 0; i < boxes; i++) {
      text.append(i == 0 ? "" : ",")
          .append(
              """
              {"objectId":"o%d","schemaId":"s","title":"%s","bounding-box":{"x":1,"y":2,"width":3,"height":4},\
              "classifications":[]}\
              """
                  .formatted(i, title));
    }
    return Answer.parse(
        text.append(
                """
                ],"classifications":[{"objectId":"c","schemaId":"q","tool":"text","title":"Note",\
                "answer":"çığ","classifications":[]}],"relations":[{"objectId":"r","schemaId":"g",\
                "title":"Near","group":["o0","c"],"classifications":[]}]}\
                """)
            .toString());
  }

  private ImportedAnswers.Target target(String task, Optional<String> replaces) {
    return new ImportedAnswers.Target(task, 1, replaces, false, MaskKeys.NONE);
  }

  private Answer stored(String id) {
    try (AnswerReading reading = readings.of(project, id)) {
      return reading.matching(each -> true);
    }
  }

  private long count(String table, String column, String id) {
    return hub.bean(JdbcClient.class)
        .sql("select count(*) from " + table + " where project_key = ? and " + column + " = ?")
        .params(project.projectKey(), id)
        .query(Long.class)
        .single();
  }

  @Test
  void manyAnswersAreStoredAtOnceAndReadBackEqual() {
    List<ImportedAnswers.Labels> labels =
        IntStream.range(0, 300)
            .mapToObj(
                n ->
                    new ImportedAnswers.Labels(
                        target(newId(), Optional.empty()), answer(n % 7, "Car " + n)))
            .toList();
    Map<String, String> ids = imported.storeAll(project, labels, "ana@team.example", NOW);
    assertThat(ids).hasSize(300);
    for (int n = 0; n < labels.size(); n++) {
      String id = ids.getOrDefault(labels.get(n).target().taskId(), "");
      assertThat(stored(id)).isEqualTo(answer(n % 7, "Car " + n));
      assertThat(store.isImported(project.projectKey(), id)).isTrue();
    }
  }

  @Test
  void aLargeAnswerAmongManyIsKeptInParts() {
    String task = newId();
    Answer large = answer(20_000, "Car");
    String id =
        imported
            .storeAll(
                project,
                List.of(
                    new ImportedAnswers.Labels(target(newId(), Optional.empty()), answer(1, "A")),
                    new ImportedAnswers.Labels(target(task, Optional.empty()), large)),
                "ana@team.example",
                NOW)
            .getOrDefault(task, "");
    assertThat(count("answer_part", "answer_id", id)).isGreaterThan(5);
    assertThat(stored(id)).isEqualTo(large);
  }

  @Test
  void anImportReplacesWhatTheOneBeforeStoredInTheSameVisit() {
    String task = newId();
    String first = begun(task, Optional.empty(), answer(20_000, "Car"));
    String second = begun(task, Optional.of(first), answer(2, "Car"));
    assertThat(count("answer", "id", first)).isZero();
    assertThat(count("answer_part", "answer_id", first)).isZero();
    assertThat(stored(second).tools()).hasSize(2);
  }

  @Test
  void anAnswerOfAnEarlierVisitStays() {
    String task = newId();
    String first = begun(task, Optional.empty(), answer(1, "Car"));
    imported.storeAll(
        project,
        List.of(
            new ImportedAnswers.Labels(
                new ImportedAnswers.Target(task, 2, Optional.of(first), false, MaskKeys.NONE),
                answer(2, "Car"))),
        "ana@team.example",
        NOW);
    assertThat(stored(first).tools()).hasSize(1);
  }

  @Test
  void emptyLabelsAreNotStoredUnlessTheyHaveMasks() {
    String bare = newId();
    String masked = newId();
    MaskKeys masks = new MaskKeys(Optional.of("p/brushes/b.png"), Optional.empty());
    Map<String, String> ids =
        imported.storeAll(
            project,
            List.of(
                new ImportedAnswers.Labels(target(bare, Optional.empty()), Answer.EMPTY),
                new ImportedAnswers.Labels(
                    new ImportedAnswers.Target(masked, 1, Optional.empty(), false, masks),
                    Answer.EMPTY)),
            "ana@team.example",
            NOW);
    assertThat(ids).containsOnlyKeys(masked);
    assertThat(store.masks(project.projectKey(), ids.getOrDefault(masked, ""))).isEqualTo(masks);
  }

  @Test
  void listsOfALargeAnswerMayComeInAnyOrder() {
    Answer answer = answer(3_000, "Car");
    List<Entry> entries = new ArrayList<>(answer.relations());
    entries.addAll(answer.classifications());
    entries.addAll(answer.tools());
    try (NewAnswer large =
        imported.begin(project, target(newId(), Optional.empty()), "ana@team.example", NOW)) {
      entries.forEach(large::add);
      assertThat(stored(large.finish(MaskKeys.NONE))).isEqualTo(answer);
    }
  }

  private String begun(String task, Optional<String> replaces, Answer answer) {
    try (NewAnswer large =
        imported.begin(project, target(task, replaces), "ana@team.example", NOW)) {
      large.addAll(answer);
      return large.finish(MaskKeys.NONE);
    }
  }
}
