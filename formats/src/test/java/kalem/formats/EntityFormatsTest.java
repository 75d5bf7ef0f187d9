package kalem.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.conll.ConllFormat;
import kalem.formats.rttm.RttmFormat;
import kalem.formats.spacy.SpacyFormat;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Mutations;
import kalem.formats.testing.Rows;
import kalem.formats.webvtt.WebVttFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Entities of texts and recordings in the formats for them. */
class EntityFormatsTest {
  private static final CategorySchema SCHEMA =
      Rows.schema(
          "{'tools':[{'tool':'ner','schemaId':'p','title':'Person'},"
              + "{'tool':'ner','schemaId':'c','title':'City'}]}");
  private static final String TEXT = "Ada \ud83d\ude00 Lovelace,\nborn in London.";

  @TempDir Path folder;

  private static String entity(String id, String title, double start, double end, String more) {
    return ("{'objectId':'%s','schemaId':'x','title':'%s','ner':{'start':%s,'end':%s%s},"
            + "'classifications':[]}")
        .formatted(id, title, start, end, more);
  }

  private static String marked(String text, String title, int start, int end) {
    String selection = ",'selection':" + JsonText.ofString(text.substring(start, end)).text();
    return entity("o" + start + "-" + end, title, start, end, selection);
  }

  private static LabeledRow row(String externalId, String text, String... entities) {
    Answer answer = Rows.answer("{'tools':[" + String.join(",", entities) + "]}");
    return Rows.of(externalId, text, "{}", answer);
  }

  private static LabeledRow talk() {
    return row("notes/ada.txt", TEXT, marked(TEXT, "Person", 0, 15), marked(TEXT, "City", 25, 31));
  }

  private FormatReport write(LabelFormat format, String config, LabeledRow... rows)
      throws IOException {
    LabelWriter writer =
        format.write(new FolderSink(folder), SCHEMA, JsonText.parse(config.replace('\'', '"')));
    for (LabeledRow row : rows) {
      writer.write(row);
    }
    return writer.finish();
  }

  private Map<String, String> texts() throws IOException {
    return new FolderSink(folder).texts();
  }

  /** Every entity read, as {@code externalId: title start-end selection}. */
  private List<String> read(LabelFormat format, String config) throws IOException {
    List<String> facts = new ArrayList<>();
    try (LabelReader reader = format.read(folder, JsonText.parse(config.replace('\'', '"')))) {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case FaultyItem faulty -> facts.add("faulty " + faulty.problem().message());
          case ImportItem item ->
              item.labels()
                  .path("objects")
                  .forEach(each -> facts.add(item.externalId().orElse("-") + fact(each)));
        }
      }
    }
    return facts;
  }

  private static String fact(JsonNode object) {
    JsonNode span = object.path("ner");
    return ": "
        + object.path("title").asString()
        + " "
        + span.path("start").asDouble()
        + "-"
        + span.path("end").asDouble()
        + span.path("selection").stringValueOpt().map(text -> " " + text).orElse("")
        + object
            .at("/classifications/0/answer")
            .stringValueOpt()
            .map(text -> " = " + text)
            .orElse("");
  }

  @Test
  void conllHasATokenPerLineWithItsOffsetsAndTag() throws IOException {
    write(new ConllFormat(), "{}", talk());
    assertThat(texts())
        .isEqualTo(
            Map.of(
                "notes/ada.txt.conll",
                """
                Ada 0 3 B-Person
                \ud83d\ude00 4 6 I-Person
                Lovelace 7 15 I-Person
                , 15 16 O

                born 17 21 O
                in 22 24 O
                London 25 31 B-City
                . 31 32 O
                """));
  }

  @Test
  void conllCanBeWrittenInTwoColumnsAndOneFile() throws IOException {
    write(
        new ConllFormat(),
        "{'offsets':false,'single_file':true,'tokens':'blanks'}",
        row("a.txt", "in New York.", marked("in New York.", "City", 3, 11)),
        row("b.txt", "none"));
    assertThat(texts())
        .isEqualTo(
            Map.of(
                "annotations.conll",
                """
                -DOCSTART- (a.txt) -X- O
                in O
                New B-City
                York I-City
                . O

                -DOCSTART- (b.txt) -X- O
                none O

                """));
    assertThat(read(new ConllFormat(), "{}")).containsExactly("a.txt: City 3.0-11.0 New York");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "U.N. NNP I-NP I-ORG\nofficial NN I-NP O\nEkeus NNP I-NP I-PER\n",
        "U.N. S-ORG\nofficial O\nEkeus S-PER\n",
        "U.N.\tU-ORG\r\nofficial\tO\r\nEkeus\tU-PER\r\n",
        "-DOCSTART- -X- -X- O\n\nU.N. B-ORG\nofficial O\nEkeus B-PER",
        "\uFEFFU.N. ORG\nofficial O\nEkeus PER\n"
      })
  void conllIsReadInEveryScheme(String file) throws IOException {
    Files.writeString(folder.resolve("eng.txt.conll"), file);
    assertThat(read(new ConllFormat(), "{}"))
        .containsExactly("eng.txt: ORG 0.0-4.0 U.N.", "eng.txt: PER 14.0-19.0 Ekeus");
  }

  @Test
  void conllNamesDocumentsByTheirHeaders() throws IOException {
    Files.writeString(
        folder.resolve("all.conll"),
        "# newdoc id = one.txt\n# sent_id = 1\nA B-X\n\n# newdoc id = two.txt\nB B-Y\n"
            + "-DOCSTART- -X- O O\nC B-Z\nbroken\n");
    assertThat(read(new ConllFormat(), "{}"))
        .containsExactly("one.txt: X 0.0-1.0 A", "two.txt: Y 0.0-1.0 B", "-: Z 0.0-1.0 C");
  }

  @Test
  void overlappingEntitiesNeedLayers() throws IOException {
    String text = "Bank of London";
    LabeledRow row = row("t", text, marked(text, "Person", 0, 14), marked(text, "City", 8, 14));
    FormatReport report = write(new ConllFormat(), "{}", row);
    assertThat(report.left())
        .extracting(FormatReport.Left::reason)
        .containsExactly("Entities overlap; the longest is kept.");
    Files.delete(folder.resolve("t.conll"));
    Files.delete(folder.resolve("report.json"));
    write(new ConllFormat(), "{'layers':2}", row);
    assertThat(read(new ConllFormat(), "{'layers':2}"))
        .containsExactly("t: Person 0.0-14.0", "t: City 8.0-14.0 London");
  }

  @Test
  void spacyCountsCodePoints() throws IOException {
    write(new SpacyFormat(), "{}", talk());
    assertThat(texts())
        .isEqualTo(
            Map.of(
                "annotations.jsonl",
                "{\"text\":\"Ada \ud83d\ude00 Lovelace,\\n"
                    + "born in"
                    + " London.\",\"ents\":[{\"start\":0,\"end\":14,\"label\":\"Person\"},{\"start\":24,\"end\":30,\"label\":\"City\"}],\"title\":\"notes/ada.txt\"}\n"));
    assertThat(read(new SpacyFormat(), "{}"))
        .containsExactly(
            "notes/ada.txt: Person 0.0-15.0 Ada \ud83d\ude00 Lovelace",
            "notes/ada.txt: City 25.0-31.0 London");
  }

  @Test
  void spacyTrainingDataIsAPairPerLine() throws IOException {
    write(new SpacyFormat(), "{'form':'training'}", talk());
    assertThat(texts())
        .isEqualTo(
            Map.of(
                "annotations.jsonl",
                "[\"Ada \ud83d\ude00 Lovelace,\\nborn in London.\",{\"entities\":"
                    + "[[0,14,\"Person\"],[24,30,\"City\"]]}]\n"));
    assertThat(read(new SpacyFormat(), "{}")).hasSize(2).first().asString().startsWith("-: Person");
  }

  @Test
  void spacySpanGroupsHoldOverlaps() throws IOException {
    String text = "Bank of London";
    write(
        new SpacyFormat(),
        "{'spans_key':'sc'}",
        row("t", text, marked(text, "Person", 0, 14), marked(text, "City", 8, 14)));
    assertThat(texts().values())
        .containsExactly(
            "[\"Bank of London\",{\"spans\":{\"sc\":[[0,14,\"Person\"],[8,14,\"City\"]]}}]\n");
    assertThat(read(new SpacyFormat(), "{}")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[\"Ada\",{\"entities\":[[0,3,\"P\"]]}]]",
        "[{\"text\":\"Ada\",\"ents\":[{\"start\":0,\"end\":3,\"label\":\"P\"}]}]",
        "{\n \"text\": \"Ada\",\n \"ents\": [{\"start\":0,\"end\":3,\"label\":\"P\"}]\n}",
        "{\"text\":\"Ada\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"P\"}]}\n\n"
      })
  void spacyIsReadInEveryLayout(String file) throws IOException {
    Files.writeString(folder.resolve("data.json"), file);
    assertThat(new SpacyFormat().recognizes(folder)).isTrue();
    assertThat(read(new SpacyFormat(), "{}")).containsExactly("-: P 0.0-3.0 Ada");
  }

  @Test
  void aBrokenLineDoesNotEndTheOthers() throws IOException {
    Files.writeString(
        folder.resolve("data.jsonl"),
        "[\"Ada\",{\"entities\":[[0,3,\"P\"]]}]\n"
            + "[\"broken\n"
            + "[\"Bob\",{\"entities\":[[0,9,\"P\"],[0,3,\"P\"]]}]");
    assertThat(read(new SpacyFormat(), "{}"))
        .containsExactly(
            "-: P 0.0-3.0 Ada", "faulty data.jsonl, line 2: This is not JSON.", "-: P 0.0-3.0 Bob");
  }

  @Test
  void aLinkIsNoText() throws IOException {
    LabeledRow linked =
        row("a.txt", "https://files.example/a.txt", entity("o", "P", 0, 3, ",'selection':'Ada'"));
    for (LabelFormat format : List.of(new ConllFormat(), new SpacyFormat())) {
      FormatReport report = write(format, "{}", linked);
      assertThat(report.left())
          .extracting(FormatReport.Left::reason)
          .containsExactly("The text of the asset is not at hand.");
      Files.delete(folder.resolve("report.json"));
    }
    write(new ConllFormat(), "{}", linked.withSources(LabeledRow.Sources.ofText(() -> "Ada")));
    assertThat(texts()).containsEntry("a.txt.conll", "Ada 0 3 B-P\n");
  }

  private static LabeledRow recording() {
    String words =
        "{'objectId':'w','schemaId':'w','tool':'text','title':'Words','answer':'A < B\\n\\n& more',"
            + "'classifications':[]}";
    String first = entity("o1", "Speaker One", 2.05, 3661.5, "");
    return row(
        "calls/7.wav",
        "https://files.example/7.wav",
        first.replace("'classifications':[]", "'classifications':[" + words + "]"),
        entity("o2", "Noise", 1, 1.00001, ""));
  }

  @Test
  void webVttHasACuePerPart() throws IOException {
    write(new WebVttFormat(), "{}", recording());
    assertThat(texts())
        .isEqualTo(
            Map.of(
                "calls/7.vtt",
                """
                WEBVTT calls/7.wav

                00:00:01.000 --> 00:00:01.001
                <v Noise>

                00:00:02.050 --> 01:01:01.500
                <v Speaker One>A &lt; B &amp; more
                """));
    assertThat(read(new WebVttFormat(), "{}"))
        .containsExactly(
            "calls/7.wav: Noise 1.0-1.001", "calls/7.wav: Speaker One 2.05-3661.5 = A < B & more");
  }

  @Test
  void webVttFromElsewhereIsRead() throws IOException {
    Files.writeString(
        folder.resolve("talk.vtt"),
        "WEBVTT\n\n"
            + "STYLE\n"
            + "::cue { color: red }\n\n"
            + "NOTE a\n"
            + "comment\n\n"
            + "id 1\n"
            + "01:02.003 --> 01:04.000 line:0\n"
            + "<v.loud Ann><b>Hello</b>\n"
            + "there &amp; all\n\n"
            + "00:05.000 --> 00:04.000\n"
            + "backwards\n\n"
            + "00:00:05.000 --> 00:00:06.000\n"
            + "no voice");
    assertThat(read(new WebVttFormat(), "{'class':'Voice'}"))
        .containsExactly(
            "talk: Ann 62.003-64.0 = Hello\nthere & all", "talk: Voice 5.0-6.0 = no voice");
  }

  @Test
  void rttmHasASpeakerLinePerPart() throws IOException {
    FormatReport report = write(new RttmFormat(), "{}", recording());
    assertThat(texts())
        .isEqualTo(
            Map.of(
                "calls/7.rttm",
                """
                SPEAKER calls/7 1 1.000 0.00001 <NA> <NA> Noise <NA> <NA>
                SPEAKER calls/7 1 2.050 3659.450 <NA> <NA> Speaker_One <NA> <NA>
                """));
    assertThat(report.left())
        .extracting(FormatReport.Left::reason)
        .containsExactly("A nested answer has no place in RTTM.");
    assertThat(read(new RttmFormat(), "{'extension':'.wav'}"))
        .containsExactly("calls/7.wav: Noise 1.0-1.00001", "calls/7.wav: Speaker_One 2.05-3661.5");
  }

  @Test
  void rttmPutsTheLinesOfOneRecordingTogether() throws IOException {
    Files.writeString(
        folder.resolve("all.rttm"),
        ";; comment\nSPKR-INFO a 1 <NA> <NA> <NA> unknown s <NA>\n"
            + "SPEAKER a 1 0.1 0.2 <NA> <NA> s <NA>\nSPEAKER a 1 1 2 <NA> <NA> t <NA> <NA>\n"
            + "SPEAKER b 1 0 -1 <NA> <NA> s <NA>\nSPEAKER b 1 5 1 <NA> <NA> s <NA>\n");
    assertThat(read(new RttmFormat(), "{}"))
        .containsExactly("a: s 0.1-0.3", "a: t 1.0-3.0", "b: s 5.0-6.0");
  }

  private static final String[] PIECES = {
    "a",
    "B1",
    "\u0130",
    "\ud83d\ude00",
    "e\u0301",
    " ",
    "  ",
    "\n",
    "\t",
    ".",
    "-",
    "\u00a0",
    "\u6f22",
    "#",
    "O",
    "\"",
    "\\",
    "\u2028"
  };

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Spans that begin and end in something visible and do not overlap. */
  private static List<String> entities(String text, RandomGenerator random) {
    List<String> entities = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(9));
      String span = text.substring(at, end);
      boolean isWhole =
          !Character.isLowSurrogate(text.charAt(at))
              && !Character.isHighSurrogate(text.charAt(end - 1));
      boolean isTrim = isVisible(text.charAt(at)) && isVisible(text.charAt(end - 1));
      if (isWhole && isTrim && random.nextBoolean()) {
        entities.add(
            marked(text, random.nextBoolean() ? "Person" : "City", at, at + span.length()));
      }
      at = end;
    }
    return entities;
  }

  private static boolean isVisible(char character) {
    return " \n\t\u00a0\u2028".indexOf(character) < 0;
  }

  static Stream<Arguments> textFormats() {
    return Stream.of(
            Arguments.of(new ConllFormat(), "{}"),
            Arguments.of(new ConllFormat(), "{'tokens':'blanks'}"),
            Arguments.of(new SpacyFormat(), "{}"))
        .flatMap(each -> Stream.of(1L, 2L, 3L).map(seed -> with(each, seed)));
  }

  private static Arguments with(Arguments arguments, long seed) {
    return Arguments.of(arguments.get()[0], arguments.get()[1], seed);
  }

  @ParameterizedTest
  @MethodSource("textFormats")
  void whatIsWrittenIsReadBack(LabelFormat format, String config, long seed) throws IOException {
    RandomGenerator random = new SplittableRandom(seed);
    List<String> expected = new ArrayList<>();
    LabelWriter writer =
        format.write(new FolderSink(folder), SCHEMA, JsonText.parse(config.replace('\'', '"')));
    for (int i = 0; i < 120; i++) {
      String text = "x" + text(random);
      LabeledRow row =
          row("d%03d.txt".formatted(i), text, entities(text, random).toArray(String[]::new));
      writer.write(row);
      row.answer()
          .tools()
          .forEach(
              each ->
                  expected.add(
                      row.externalId()
                          + fact(
                              JsonText.parse(
                                  Answer.EMPTY.equals(row.answer()) ? "{}" : json(each)))));
    }
    writer.finish();
    assertThat(expected).hasSizeGreaterThan(100);
    List<String> found = read(format, "{}");
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      // Where a text was put together from tokens, what it marks is not claimed.
      assertThat(expected.get(i)).startsWith(found.get(i));
    }
  }

  private static String json(ToolObject object) {
    return JsonText.parse(new Answer(List.of(object), List.of(), List.of()).json())
        .at("/tools/0")
        .toString();
  }

  static Stream<Arguments> readers() {
    return Stream.of(
        Arguments.of(new ConllFormat(), "{}"),
        Arguments.of(new SpacyFormat(), "{}"),
        Arguments.of(new SpacyFormat(), "{'form':'training'}"),
        Arguments.of(new WebVttFormat(), "{}"),
        Arguments.of(new RttmFormat(), "{}"));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void damagedFilesAreReportedAndNeverThrownAt(
      LabelFormat format, String config, @TempDir Path scratch) throws IOException {
    write(
        format,
        config,
        talk(),
        row("b.txt", "x y z", marked("x y z", "City", 2, 3)),
        recording().withSources(new LabeledRow.Sources(Optional.empty(), Optional.empty())));
    Mutations.survive(format, JsonText.parse("{}"), folder, scratch, 2_000, 11);
  }
}
