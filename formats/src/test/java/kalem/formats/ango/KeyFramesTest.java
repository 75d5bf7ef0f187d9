package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.video.Track;
import kalem.annotation.video.Tracks;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

class KeyFramesTest {
  @TempDir private Path folder;

  private LabeledRow row(String metadata, String tools) throws IOException {
    Path file = folder.resolve("row.json");
    Files.writeString(
        file,
        "{\"externalId\":\"v\",\"metadata\":"
            + metadata
            + ",\"task\":{\"tools\":["
            + tools
            + "]}}");
    try (AngoRowReader reader = AngoRowReader.open(file, CategorySchema.EMPTY, false)) {
      LabeledRow row = reader.next();
      assertThat(reader.report().left()).isEmpty();
      return row;
    }
  }

  private static String box(String id, int page, double x, String marks) {
    return "{\"objectId\":\"%s\",\"schemaId\":\"s\",\"page\":%d,%s\"bounding-box\":{\"x\":%s,\"y\":1,\"width\":2,\"height\":2}}"
        .formatted(id, page, marks, x);
  }

  private static String joined(List<String> entries) {
    return String.join(",", entries);
  }

  private static List<Integer> pages(LabeledRow row) {
    return row.answer().tools().stream().map(each -> each.marks().page().orElseThrow()).toList();
  }

  @Test
  void ofMarkedTracksOnlyKeyFramesAndStopsAreKept() throws IOException {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      entries.add(box("a", i, i, i % 10 == 0 ? "\"keyFrame\":true," : ""));
    }
    entries.add(box("a", 30, 30, "\"interpolationStopped\":true,"));
    assertThat(pages(row("{\"frameTotal\":40}", joined(entries)))).containsExactly(0, 10, 20, 30);
  }

  @Test
  void ofUnmarkedFullExportsTheFramesThatInterpolationGivesBackAreLeftOut() throws IOException {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      entries.add(box("a", i, i < 10 ? i / 3.0 : 10 / 3.0 - (i - 10) * 0.7, ""));
      entries.add(box("still", i, 5, ""));
    }
    LabeledRow row = row("{\"frameTotal\":21}", joined(entries));
    assertThat(row.answer().tools())
        .extracting(each -> each.objectId() + each.marks().page().orElseThrow())
        .containsExactly("a0", "still0", "a10", "a20");
  }

  @Test
  void framesWithGapsBetweenThemAreAllKept() throws IOException {
    String entries = joined(List.of(box("a", 0, 0, ""), box("a", 5, 5, ""), box("a", 10, 10, "")));
    assertThat(pages(row("{\"frameTotal\":21}", entries))).containsExactly(0, 5, 10);
  }

  @Test
  void pagesOfADocumentAreNoFrames() throws IOException {
    String entries = joined(List.of(box("a", 0, 5, ""), box("a", 1, 5, ""), box("a", 2, 5, "")));
    assertThat(pages(row("{}", entries))).containsExactly(0, 1, 2);
  }

  @Test
  void theTrackFormGivesItsKeyFramesAndTheEndOfItsRanges() throws IOException {
    String track =
        """
        {"objectId":"t","schemaId":"s","title":"Car","geometryType":"bounding-box","ranges":[[0,5]],"frames":[
          {"page":0,"keyFrame":true,"bounding-box":{"x":0,"y":1,"width":2,"height":2}},
          {"page":1,"bounding-box":{"x":1,"y":1,"width":2,"height":2}},
          {"page":2,"keyFrame":true,"bounding-box":{"x":2,"y":1,"width":2,"height":2}}]}
        """;
    LabeledRow row = row("{\"frameTotal\":21}", track);
    assertThat(pages(row)).containsExactly(0, 2, 6);
    assertThat(row.answer().tools().getLast().marks().interpolationStopped()).isTrue();
  }

  @Test
  void aStopWithoutAShapeHasTheLastOne() throws IOException {
    String entries =
        box("a", 0, 3, "") + ",{\"objectId\":\"a\",\"page\":4,\"interpolationStopped\":true}";
    LabeledRow row = row("{\"frameTotal\":21}", entries);
    assertThat(pages(row)).containsExactly(0, 4);
    assertThat(row.answer().tools().getLast().geometry())
        .isEqualTo(row.answer().tools().getFirst().geometry());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aFullExportAndItsKeyFramesShowTheSameOnEveryFrame(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> keys = new ArrayList<>();
    int page = 0;
    for (int i = 0; i < 12; i++) {
      boolean isStop = i > 0 && random.nextInt(4) == 0;
      keys.add(
          box(
              "o" + random.nextInt(2),
              page,
              random.nextInt(1000) / 8.0,
              isStop ? "\"interpolationStopped\":true," : ""));
      page += 1 + random.nextInt(9);
    }
    int frames = page + 5;
    Answer key = row("{\"frameTotal\":" + frames + "}", joined(keys)).answer();
    Tracks expected = Tracks.of(key.tools());
    for (boolean isMarked : new boolean[] {true, false}) {
      List<String> full = new ArrayList<>();
      IntStream.range(0, frames).forEach(frame -> full.addAll(entries(expected, frame, isMarked)));
      Answer read = row("{\"frameTotal\":" + frames + "}", joined(full)).answer();
      Tracks actual = Tracks.of(read.tools());
      for (int frame = 0; frame < frames; frame++) {
        assertThat(shapes(actual, frame)).as("frame " + frame).isEqualTo(shapes(expected, frame));
      }
    }
  }

  private static List<String> entries(Tracks tracks, int frame, boolean isMarked) {
    List<String> entries = new ArrayList<>();
    for (Track track : tracks.tracks()) {
      for (ToolObject key : track.keyFrames()) {
        if (key.marks().interpolationStopped() && key.pageOrFirst() == frame) {
          entries.add(text(key, true));
        }
      }
      track.at(frame).ifPresent(object -> entries.add(text(object, isMarked)));
    }
    return entries;
  }

  private static String text(ToolObject object, boolean isMarked) {
    ToolObject written = isMarked ? object : object.withMarks(object.marks().withKeyFrame(false));
    return new Answer(List.of(written), List.of(), List.of())
        .json()
        .replaceFirst("\\{\"tools\":\\[(.*)\\],\"classifications\":\\[\\],\"relations.*", "$1");
  }

  /** To a millionth of a pixel. */
  private static List<String> shapes(Tracks tracks, int frame) {
    return tracks.at(frame).stream()
        .map(each -> each.objectId() + " " + rounded(each.geometry()))
        .sorted()
        .toList();
  }

  private static String rounded(Geometry geometry) {
    Box box = (Box) geometry;
    return Math.round(box.x() * 1e5) + " " + Math.round(box.width() * 1e5);
  }

  @Test
  void aRowWithAMillionEntriesNeedsMemoryForItsKeyFramesOnly() {
    int entries = 1_000_000;
    try (JsonParser tokens = JsonMapper.shared().createParser(new ManyEntries(entries))) {
      tokens.nextToken();
      FormatReport report = new FormatReport();
      LabeledRow row =
          new RowDraft(
                  new TitleLookup(CategorySchema.EMPTY),
                  new MaskSource(folder, report),
                  report,
                  false,
                  "[0]")
              .read(tokens);
      // As trees the entries alone would fill the heap of the tests several times.
      assertThat(row.answer().tools()).hasSize(entries / 100);
    }
  }

  /** A row whose entries are made while it is read; every hundredth is a key frame. */
  private static final class ManyEntries extends InputStream {
    private final int entries;
    private int made;
    private ByteArrayInputStream part =
        bytes("{\"externalId\":\"v\",\"metadata\":{\"frameTotal\":1000},\"task\":{\"tools\":[");

    ManyEntries(int entries) {
      this.entries = entries;
    }

    private static ByteArrayInputStream bytes(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() {
      return advance() ? part.read() : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return advance() ? part.read(buffer, offset, length) : -1;
    }

    private boolean advance() {
      if (part.available() == 0 && made <= entries) {
        String marks = made % 100 == 0 ? "\"keyFrame\":true," : "";
        part =
            bytes(
                made == entries
                    ? "]}}"
                    : (made == 0 ? "" : ",") + box("o" + made / 1000, made % 1000, made, marks));
        made++;
      }
      return part.available() > 0;
    }
  }
}
