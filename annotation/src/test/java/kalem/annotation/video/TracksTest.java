package kalem.annotation.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracksTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void onAKeyFrameTheShapeIsTheStoredOne(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 100; round++) {
      Tracks tracks = Tracks.of(new RandomTracks(random).entries(5, 50));
      for (Track track : tracks.tracks()) {
        for (ToolObject keyFrame : track.keyFrames()) {
          Optional<Geometry> shape = track.at(keyFrame.pageOrFirst()).map(ToolObject::geometry);
          assertThat(shape)
              .isEqualTo(
                  keyFrame.marks().interpolationStopped()
                      ? Optional.empty()
                      : Optional.of(keyFrame.geometry()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void aWalkSeesTheSameAsAskingForEachFrame(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 100; round++) {
      Tracks tracks = Tracks.of(new RandomTracks(random).entries(8, 40));
      FrameWalk walk = tracks.walk();
      for (int frame = 0; frame < 60; frame += 1 + random.nextInt(3)) {
        assertThat(walk.visibleAt(frame)).isEqualTo(tracks.at(frame));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void aFullExportReadAgainShowsTheSame(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 50; round++) {
      Tracks tracks = Tracks.of(new RandomTracks(random).entries(5, 30));
      List<ToolObject> exported = new ArrayList<>();
      FrameWalk walk = tracks.walk();
      IntStream.range(0, 40).forEach(frame -> exported.addAll(walk.entriesAt(frame)));
      Tracks again = Tracks.of(exported);
      for (Track track : tracks.tracks()) {
        Track other =
            again.tracks().stream()
                .filter(each -> each.objectId().equals(track.objectId()))
                .findFirst()
                .orElseThrow();
        assertThat(other.keyFrames()).hasSameSizeAs(track.keyFrames());
        for (int frame = 0; frame < 40; frame++) {
          assertThat(other.at(frame)).isEqualTo(track.at(frame));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void twoKeyFramesAtATimeAreEnough(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 50; round++) {
      Tracks tracks = Tracks.of(new RandomTracks(random).entries(5, 30));
      List<TrackCursor> cursors =
          tracks.tracks().stream()
              .map(track -> new TrackCursor(track.keyFrames().iterator(), Interpolation.COMPLETE))
              .toList();
      FrameWalk walk = new FrameWalk(cursors);
      for (int frame = 0; frame < 40; frame++) {
        assertThat(walk.visibleAt(frame)).isEqualTo(tracks.at(frame));
      }
    }
  }

  @Test
  void aCursorReadsOneKeyFrameAhead() {
    List<Integer> read = new ArrayList<>();
    Iterator<ToolObject> keyFrames =
        IntStream.range(0, 100)
            .peek(read::add)
            .mapToObj(i -> RandomTracks.keyFrame("a", 10 * i, new Point(i, i)))
            .iterator();
    TrackCursor cursor = new TrackCursor(keyFrames, Interpolation.COMPLETE);
    cursor.next();
    int most = read.size();
    cursor.next();
    assertThat(read.size() - most).isEqualTo(1);
    assertThat(most).isLessThanOrEqualTo(4);
  }

  @Test
  void keyFramesThatGoBackAreRefused() {
    List<ToolObject> keyFrames =
        List.of(
            RandomTracks.keyFrame("a", 5, new Point(0, 0)),
            RandomTracks.keyFrame("a", 4, new Point(0, 0)));
    assertThatThrownBy(() -> new TrackCursor(keyFrames.iterator(), Interpolation.COMPLETE).next())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> {
              FrameWalk walk = Tracks.of(keyFrames).walk();
              walk.entriesAt(3);
              walk.entriesAt(2);
            })
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEntryTellsWhereItsObjectDisappears() {
    ToolObject on = RandomTracks.keyFrame("a", 0, new Point(0, 0));
    ToolObject off = RandomTracks.stop(RandomTracks.keyFrame("a", 2, new Point(4, 0)));
    FrameWalk walk = Tracks.of(List.of(on, off)).walk();
    assertThat(walk.entriesAt(0)).singleElement().matches(each -> each.marks().keyFrame());
    assertThat(walk.entriesAt(1)).singleElement().matches(each -> !each.marks().keyFrame());
    assertThat(walk.entriesAt(2))
        .singleElement()
        .matches(each -> each.marks().interpolationStopped() && each.marks().keyFrame());
    assertThat(walk.entriesAt(2)).as("asked again").hasSize(1);
    assertThat(walk.isOver()).isTrue();
    assertThat(walk.entriesAt(3)).isEmpty();
  }

  @Test
  void numbersBeyondTheDoublesAreHeldAndNotThrown() {
    Tracks tracks =
        Tracks.of(
            List.of(
                RandomTracks.keyFrame("a", 0, new Point(-1.7e308, 0)),
                RandomTracks.keyFrame("a", 2, new Point(1.7e308, 0))));
    assertThat(tracks.at(1))
        .extracting(ToolObject::geometry)
        .containsExactly(new Point(-1.7e308, 0));
  }

  @Test
  void aMillionFramesAreWalkedThroughQuickly() {
    int frames = 1_000_000;
    Iterator<ToolObject> keyFrames =
        IntStream.range(0, frames / 10)
            .mapToObj(i -> RandomTracks.keyFrame("a", 10 * i, new Box(i, i, 5, 5)))
            .iterator();
    FrameWalk walk = new FrameWalk(List.of(new TrackCursor(keyFrames, Interpolation.COMPLETE)));
    long entries = 0;
    long before = System.nanoTime();
    for (int frame = 0; frame < frames; frame++) {
      entries += walk.entriesAt(frame).size();
    }
    assertThat(entries).isEqualTo(frames);
    assertThat(System.nanoTime() - before).isLessThan(20_000_000_000L);
  }
}
