package kalem.formats.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import kalem.annotation.Problem;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Source;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.DataUrl;
import kalem.formats.FaultyItem;
import kalem.formats.FormatReport;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabeledRow;
import kalem.formats.LabeledRow.MaskFile;
import kalem.formats.Media;
import kalem.formats.SchemaDraft;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The assets in files of another format, taken through the same checks as any import. */
final class ForeignRows implements RowSource {
  private static final Authorship NOBODY = new Authorship("", "", Instant.EPOCH, Source.IMPORT);

  private final LabelFormat format;
  private final Path root;
  private final JsonNode config;
  private final Progress progress;
  private Optional<CategorySchema> schema;

  ForeignRows(
      LabelFormat format,
      Path root,
      JsonNode config,
      Optional<CategorySchema> given,
      Progress progress) {
    this.format = format;
    this.root = root;
    this.config = config;
    this.schema = given;
    this.progress = progress;
  }

  @Override
  public CategorySchema schema() throws IOException {
    if (schema.isEmpty()) {
      schema = Optional.of(found());
    }
    return schema.get();
  }

  private CategorySchema found() throws IOException {
    try (LabelReader reader = format.read(root, config)) {
      while (reader.hasNext()) {
        reader.next();
        progress.step("Looking for classes");
      }
      return SchemaDraft.of(reader.classes()).schema();
    }
  }

  @Override
  public Pass begin(Predicate<String> isWanted, FormatReport faults) throws IOException {
    return new ForeignPass(format.read(root, config), schema(), isWanted, faults);
  }

  private static final class ForeignPass implements Pass {
    private final LabelReader reader;
    private final CategorySchema schema;
    private final Predicate<String> isWanted;
    private final FormatReport faults;
    private @Nullable LabeledRow upcoming;

    ForeignPass(
        LabelReader reader,
        CategorySchema schema,
        Predicate<String> isWanted,
        FormatReport faults) {
      this.reader = reader;
      this.schema = schema;
      this.isWanted = isWanted;
      this.faults = faults;
    }

    @Override
    public boolean hasNext() {
      while (upcoming == null && reader.hasNext()) {
        ImportEntry entry = reader.next();
        upcoming =
            switch (entry) {
              case ImportItem item -> isWanted.test(name(item)) ? row(item) : null;
              case FaultyItem faulty -> {
                if (isWanted.test(faulty.externalId().orElse(faulty.path()))) {
                  Faults.note(faulty, faults);
                }
                yield null;
              }
            };
      }
      return upcoming != null;
    }

    @Override
    public LabeledRow next() {
      LabeledRow row = hasNext() ? upcoming : null;
      if (row == null) {
        throw new NoSuchElementException();
      }
      upcoming = null;
      return row;
    }

    private LabeledRow row(ImportItem item) {
      JsonNode metadata = metadata(item);
      Intake intake = AnswerReader.read(schema, item.labels(), context(Media.of(metadata)));
      for (Problem problem : intake.problems()) {
        Faults.note(problem, name(item), faults);
      }
      return new LabeledRow(
          name(item),
          item.assetId().orElse(""),
          item.taskId().orElse(Long.toString(item.index())),
          item.data(),
          List.of(),
          metadata,
          List.of(),
          "",
          Instant.EPOCH,
          intake.answer(),
          mask(item.brushDataUrl()),
          mask(item.medicalBrushDataUrl()),
          List.of());
    }

    private static IntakeContext context(Media media) {
      int[] made = {0};
      IntakeContext context =
          IntakeContext.of(IntakePolicy.IMPORT, NOBODY, () -> "new-" + ++made[0]);
      if (media.width().isPresent() && media.height().isPresent()) {
        context =
            context.withImageSize(
                new ImageSize(media.width().getAsInt(), media.height().getAsInt()));
      }
      return media.frameTotal().isPresent()
          ? context.withPageTotal(media.frameTotal().getAsInt())
          : context;
    }

    private static String name(ImportItem item) {
      return item.externalId().or(item::data).orElse(item.path());
    }

    /** Readers put the size of a picture where an export has it. */
    private static JsonNode metadata(ImportItem item) {
      JsonNode metadata = item.labels().path("metadata");
      return metadata.isObject() ? metadata : JsonNodeFactory.instance.objectNode();
    }

    private Optional<MaskFile> mask(Optional<String> address) {
      Optional<MaskFile> embedded =
          address.flatMap(DataUrl::bytes).map(bytes -> () -> new ByteArrayInputStream(bytes));
      return embedded.or(() -> address.flatMap(reader::mask));
    }

    @Override
    public FormatReport report() {
      return reader.report();
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
