package kalem.annotation.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTest {
  private static Answer answer(List<ToolObject> entries) {
    return new Answer(entries, List.of(), List.of());
  }

  private static List<Integer> frames(Answer answer) {
    return answer.tools().stream().map(ToolObject::pageOrFirst).toList();
  }

  /** Every frame of the tracks, as files hold them that mark no key frames. */
  private static List<ToolObject> unmarkedExport(Tracks tracks, int frameTotal) {
    List<ToolObject> exported = new ArrayList<>();
    FrameWalk walk = tracks.walk();
    for (int frame = 0; frame < frameTotal; frame++) {
      walk.entriesAt(frame).stream()
          .map(each -> each.withMarks(each.marks().withKeyFrame(false)))
          .forEach(exported::add);
    }
    return exported;
  }

  @Test
  void framesOnALineAreDropped() {
    List<ToolObject> entries =
        IntStream.range(0, 100)
            .mapToObj(i -> RandomTracks.keyFrame("a", i, new Point(i < 50 ? i : 100 - i, 0)))
            .toList();
    assertThat(frames(Reduction.reduced(answer(entries), 0.5))).containsExactly(0, 50, 99);
  }

  @Test
  void anObjectThatStaysNeedsOneKeyFrame() {
    List<ToolObject> entries =
        IntStream.range(0, 100)
            .mapToObj(i -> RandomTracks.keyFrame("a", i, new Box(1, 2, 3, 4)))
            .toList();
    assertThat(frames(Reduction.reduced(answer(entries), 0))).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noShapeIsOffByMoreThanTheTolerance(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 20; round++) {
      List<ToolObject> entries = new ArrayList<>();
      double x = 0;
      for (int frame = 0; frame < 200; frame++) {
        x += random.nextDouble(-1, 1.2);
        entries.add(RandomTracks.keyFrame("a", frame, new Box(x, 2 * x, 10, 10)));
      }
      Answer reduced = Reduction.reduced(answer(entries), 0.5);
      assertThat(reduced.tools()).hasSizeLessThan(200);
      Tracks tracks = Tracks.of(reduced.tools());
      for (ToolObject entry : entries) {
        ToolObject made = tracks.at(entry.pageOrFirst()).getFirst();
        assertThat(Deviation.between(made.geometry(), entry.geometry())).isLessThanOrEqualTo(0.5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6, 7})
  void aFullExportWithoutMarksShowsTheSameAfterwards(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 40; round++) {
      Tracks tracks = Tracks.of(new RandomTracks(random).entries(4, 30));
      List<ToolObject> exported = unmarkedExport(tracks, 30);
      Answer reduced = Reduction.ofFullExport(answer(exported));
      assertThat(reduced.tools().size()).isLessThanOrEqualTo(exported.size());
      Tracks again = Tracks.of(reduced.tools());
      for (int frame = 0; frame < 30; frame++) {
        List<ToolObject> expected = tracks.at(frame);
        List<ToolObject> made = again.at(frame);
        assertThat(made)
            .extracting(ToolObject::objectId)
            .containsExactlyInAnyOrderElementsOf(
                expected.stream().map(ToolObject::objectId).toList());
        for (ToolObject each : expected) {
          ToolObject same =
              made.stream()
                  .filter(other -> other.objectId().equals(each.objectId()))
                  .findFirst()
                  .orElseThrow();
          assertThat(Deviation.between(same.geometry(), each.geometry())).isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  void theKeyFramesOfAFullExportAreFoundAgain() {
    List<ToolObject> keyFrames =
        List.of(
            RandomTracks.keyFrame("a", 3, new Box(0, 0, 10, 10)),
            RandomTracks.keyFrame("a", 7, new Box(33, 1, 12, 9)),
            RandomTracks.keyFrame("a", 20, new Box(7, 50, 3, 1)),
            RandomTracks.stop(RandomTracks.keyFrame("a", 25, new Box(7, 50, 3, 1))));
    List<ToolObject> exported = unmarkedExport(Tracks.of(keyFrames), 30);
    assertThat(exported).hasSize(23);
    assertThat(frames(Reduction.ofFullExport(answer(exported)))).containsExactly(3, 7, 20, 25);
  }

  @Test
  void keyFramesWithGapsWereGivenOnPurpose() {
    List<ToolObject> entries =
        List.of(
            RandomTracks.keyFrame("a", 0, new Point(0, 0)),
            RandomTracks.keyFrame("a", 10, new Point(10, 0)),
            RandomTracks.keyFrame("a", 20, new Point(20, 0)));
    assertThat(Reduction.ofFullExport(answer(entries)).tools()).isEqualTo(entries);
  }

  @Test
  void manyFramesAreReducedQuickly() {
    List<ToolObject> entries =
        IntStream.range(0, 200_000)
            .mapToObj(i -> RandomTracks.keyFrame("a", i, new Box(i, i, 10, 10)))
            .toList();
    long before = System.nanoTime();
    assertThat(frames(Reduction.ofFullExport(answer(entries)))).containsExactly(0, 199_999);
    assertThat(System.nanoTime() - before).isLessThan(20_000_000_000L);
  }
}
