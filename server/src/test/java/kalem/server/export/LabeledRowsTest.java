package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kalem.annotation.json.JsonText;
import kalem.formats.LabelFormat.Extra;
import kalem.formats.LabeledRow;
import kalem.formats.ango.AnswerMembers;
import kalem.formats.ango.ExportCanceledException;
import kalem.formats.ango.ExportRow;
import kalem.formats.ango.ExportedAsset;
import kalem.formats.ango.ExportedTask;
import kalem.formats.ango.MaskLinks;
import kalem.formats.ango.StageVisit;
import kalem.formats.ango.TaskQuality;
import kalem.formats.ango.WorkTimes;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartDeflater;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;

/** Rows as converters take them, and what is read for them. */
class LabeledRowsTest {
  private static final WorkTimes NO_TIME =
      new WorkTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  private static final AnswerMembers UNREADABLE =
      new AnswerMembers(
          () -> {
            throw new IllegalStateException("Nobody asked for this answer");
          },
          false,
          false,
          false);

  private static LabeledRows rows() {
    return new LabeledRows(TestHub.shared().bean(ExportFileReader.class), true);
  }

  private static AnswerMembers held() {
    try (PartDeflater deflater = new PartDeflater()) {
      DeflatedPart part =
          deflater.deflate(
              "\"tools\":[],\"classifications\":[],\"relations\":[]"
                  .getBytes(StandardCharsets.UTF_8));
      return new AnswerMembers(List.of(part), false, false, false);
    }
  }

  private static ExportRow row(String externalId, AnswerMembers answer, List<StageVisit> visits) {
    return new ExportRow(
        new ExportedAsset(
            "https://files.example/a.jpg",
            "asset",
            List.of(),
            externalId,
            new JsonText("{}"),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty()),
        new ExportedTask(
            "task",
            "default",
            "Label",
            "Label",
            Instant.EPOCH,
            Optional.empty(),
            Duration.ZERO,
            NO_TIME,
            NO_TIME,
            answer,
            MaskLinks.NONE,
            new TaskQuality(
                OptionalInt.empty(), Optional.empty(), false, OptionalInt.empty(), false),
            visits));
  }

  private static List<String> names(Iterator<LabeledRow> rows) {
    List<String> names = new ArrayList<>();
    rows.forEachRemaining(row -> names.add(row.externalId()));
    return names;
  }

  @Test
  void theAnswersOfVisitsAreReadByThoseWhoAskForThem() {
    StageVisit visit =
        new StageVisit(
            "Start",
            "Start",
            false,
            NO_TIME,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            UNREADABLE,
            MaskLinks.NONE);
    LabeledRow row = rows().of(row("a", held(), List.of(visit)));
    assertThat(row.history().getFirst().stage()).isEqualTo("Start");
    assertThatThrownBy(() -> row.history().getFirst().answer())
        .hasMessage("Nobody asked for this answer");
  }

  @Test
  void linksAreNotToldWhenNobodyWantsThem() {
    LabeledRows withoutLinks =
        new LabeledRows(TestHub.shared().bean(ExportFileReader.class), false);
    assertThat(rows().of(row("a", held(), List.of())).url()).isPresent();
    assertThat(withoutLinks.of(row("a", held(), List.of())).url()).isEmpty();
  }

  @Test
  void historyAndIssuesAreReadForThoseWhoTellThem() {
    assertThat(ExportRequestReader.read(Map.of("format", "coco")).extras()).isEmpty();
    assertThat(ExportRequestReader.read(Map.of("format", "yolo")).extras()).isEmpty();
    assertThat(ExportRequestReader.read(Map.of("format", "tpt", "includeHistory", "0")).extras())
        .containsExactly(Extra.HISTORY);
    assertThat(ExportRequestReader.read(Map.of("format", "issue-csv")).extras())
        .containsExactlyInAnyOrder(Extra.HISTORY, Extra.ISSUES);
    assertThat(ExportRequestReader.read(Map.of()).extras()).containsExactly(Extra.HISTORY);
    assertThat(ExportRequestReader.read(Map.of("includeHistory", "0")).extras()).isEmpty();
  }

  @Test
  void areGivenInTheirOrderWhoeverParsesThem() {
    AnswerMembers held = held();
    List<ExportRow> source =
        IntStream.range(0, 500).mapToObj(i -> row("t" + i, held, List.of())).toList();
    try (LabeledRowsAhead ahead = new LabeledRowsAhead(rows(), source.iterator())) {
      assertThat(names(ahead)).isEqualTo(IntStream.range(0, 500).mapToObj(i -> "t" + i).toList());
    }
  }

  @Test
  void aLargeAnswerIsReadWhenItsTurnComes() {
    List<ExportRow> source =
        List.of(row("small", held(), List.of()), row("large", UNREADABLE, List.of()));
    try (LabeledRowsAhead ahead = new LabeledRowsAhead(rows(), source.iterator())) {
      assertThat(ahead.next().externalId()).isEqualTo("small");
      assertThat(ahead.hasNext()).isTrue();
      assertThatThrownBy(ahead::next).hasMessage("Nobody asked for this answer");
    }
  }

  @Test
  void theSourceIsLeftAloneOnceClosed() {
    AtomicInteger drawn = new AtomicInteger();
    AnswerMembers held = held();
    Iterator<ExportRow> endless =
        Stream.generate(() -> row("t" + drawn.incrementAndGet(), held, List.of())).iterator();
    LabeledRowsAhead ahead = new LabeledRowsAhead(rows(), endless);
    assertThat(ahead.next().externalId()).isEqualTo("t1");
    ahead.close();
    int atClose = drawn.get();
    assertThat(atClose).isLessThan(500);
    assertThat(drawn.get()).isEqualTo(atClose);
  }

  @Test
  void anInterruptCancels() {
    Iterator<ExportRow> endless = Stream.generate(() -> row("t", held(), List.of())).iterator();
    try (LabeledRowsAhead ahead = new LabeledRowsAhead(rows(), endless)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(ahead::hasNext).isInstanceOf(ExportCanceledException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
