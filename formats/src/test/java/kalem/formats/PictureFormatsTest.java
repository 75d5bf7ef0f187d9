package kalem.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kalem.annotation.answer.Intake;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.cvat.CvatFormat;
import kalem.formats.datumaro.DatumaroFormat;
import kalem.formats.labelme.LabelmeFormat;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Labels;
import kalem.formats.testing.Mutations;
import kalem.formats.testing.RandomPictures;
import kalem.formats.testing.Rows;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What all formats that hold every common kind of label must do. */
class PictureFormatsTest {
  private static final JsonNode NO_CONFIG = JsonNodeFactory.instance.objectNode();

  @TempDir private Path folder;

  private static List<LabelFormat> formats() {
    return List.of(new CvatFormat(), new DatumaroFormat(), new LabelmeFormat());
  }

  private static Stream<Arguments> formatsAndSeeds() {
    return formats().stream()
        .flatMap(format -> Stream.of(1, 2, 3, 4).map(seed -> Arguments.of(format, seed)));
  }

  private static List<LabeledRow> rows(int seed, int count) {
    RandomPictures random = new RandomPictures(new SplittableRandom(seed));
    return Stream.generate(random::row).limit(count).toList();
  }

  private static FormatReport write(LabelFormat format, Path target, List<LabeledRow> rows)
      throws IOException {
    LabelWriter writer = format.write(new FolderSink(target), RandomPictures.SCHEMA, NO_CONFIG);
    for (LabeledRow row : rows) {
      writer.write(row);
    }
    return writer.finish();
  }

  private static List<ImportItem> items(LabelFormat format, Path source, List<FoundClass> classes)
      throws IOException {
    List<ImportItem> items = new ArrayList<>();
    try (LabelReader reader = format.read(source, NO_CONFIG)) {
      while (reader.hasNext()) {
        items.add((ImportItem) reader.next());
      }
      classes.addAll(reader.classes());
      assertThat(reader.report().left()).isEmpty();
    }
    return items;
  }

  @ParameterizedTest
  @MethodSource("formatsAndSeeds")
  void labelsWrittenAndReadAgainSayTheSame(LabelFormat format, int seed) throws IOException {
    List<LabeledRow> rows = rows(seed, 25);
    FormatReport report = write(format, folder, rows);
    assertThat(report.left()).isEmpty();
    assertThat(report.assets()).isEqualTo(25);
    assertThat(format.recognizes(folder)).isTrue();
    List<FoundClass> classes = new ArrayList<>();
    List<ImportItem> items = items(format, folder, classes);
    CategorySchema schema = SchemaDraft.of(classes).schema();
    Map<String, ImportItem> byId =
        items.stream()
            .collect(Collectors.toMap(item -> item.externalId().orElseThrow(), item -> item));
    assertThat(byId).hasSize(25);
    for (LabeledRow row : rows) {
      ImportItem item = Optional.ofNullable(byId.get(row.externalId())).orElseThrow();
      Intake intake = Labels.read(schema, item);
      assertThat(intake.problems()).isEmpty();
      assertThat(Labels.of(intake.answer())).isEqualTo(Labels.of(row.answer()));
      assertThat(Media.of(item.labels().path("metadata"))).isEqualTo(row.media());
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void damagedFilesAreRefusedOrReadInPart(LabelFormat format) throws IOException {
    Path sound = folder.resolve("sound");
    write(format, sound, rows(9, 4));
    Mutations.survive(format, NO_CONFIG, sound, folder.resolve("damaged"), 2000, 7);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void filesOfTheOthersAreNotTakenForOwn(LabelFormat format) throws IOException {
    write(format, folder, rows(5, 3));
    assertThat(formats().stream().filter(each -> recognizes(each, folder)).map(LabelFormat::id))
        .containsExactly(format.id());
  }

  private static boolean recognizes(LabelFormat format, Path root) {
    try {
      return format.recognizes(root);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatHasNoPlaceIsReported(LabelFormat format) throws IOException {
    CategorySchema schema =
        Rows.schema(
            "{'tools':[{'tool':'ner','title':'Name','schemaId':'n'},{'tool':'spline','title':'Curve','schemaId':'c'}]}");
    LabelWriter writer = format.write(new FolderSink(folder), schema, NO_CONFIG);
    writer.write(
        Rows.of(
            "a.jpg",
            "u",
            "{'width':9,'height':9}",
            Rows.answer(
                """
                {'tools':[{'objectId':'1','schemaId':'n','title':'Name','ner':{'start':1,'end':2}},
                  {'objectId':'2','schemaId':'c','title':'Curve','spline':[[0,0],[5,5],[9,1]]}],
                 'relations':[{'objectId':'3','title':'on','from':'1','to':'2'}]}
                """)));
    assertThat(writer.finish().left())
        .extracting(left -> left.count() + " " + left.reason().replace(format.title(), "it"))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("1 A ner has no place in "))
        .anyMatch(line -> line.startsWith("1 A spline became the line along its curve."))
        .anyMatch(line -> line.startsWith("1 A relation other than a group has no place in "));
  }
}
