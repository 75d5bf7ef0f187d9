package kalem.formats.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import kalem.annotation.Problem;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Source;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FaultyItem;
import kalem.formats.ImportItem;
import kalem.formats.InputRoot;
import kalem.formats.Media;
import kalem.formats.ango.AngoItemReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code kalem validate}: the checks of an import, without importing. */
@Command(
    name = "validate",
    description = "Checks an import or export file of Ango Hub and prints every fault.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ValidateCommand implements Callable<Integer> {
  private static final Authorship NOBODY = new Authorship("", "", Instant.EPOCH, Source.IMPORT);

  @Spec private CommandSpec spec;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "Category schema; without one the classes are taken as the file has them.")
  private @Nullable Path schemaFile;

  @Option(names = "--warnings", description = "Print what would be imported with a warning too.")
  private boolean isWithWarnings;

  @Parameters(index = "0", paramLabel = "FILE", description = "File, folder or zip to check.")
  private Path in;

  private long faults;
  private long warnings;

  ValidateCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(spec.commandLine().getErr(), InstantSource.system());
    try (InputRoot root = InputRoot.open(in)) {
      Optional<CategorySchema> given =
          schemaFile == null ? Optional.empty() : Optional.of(SchemaFile.read(schemaFile));
      CategorySchema schema = new AngoRows(root.root(), given, progress).schema();
      long items = 0;
      progress.restart();
      try (AngoItemReader reader = AngoItemReader.open(root.root())) {
        while (reader.hasNext()) {
          check(reader.next(), schema, out);
          items++;
          progress.step("Checking");
        }
      }
      out.println(items + " items, " + faults + " faults, " + warnings + " warnings");
    }
    out.flush();
    return faults == 0 ? KalemCommand.DONE : KalemCommand.FAULTS;
  }

  private void check(AngoItemReader.Item item, CategorySchema schema, PrintWriter out) {
    switch (item.entry()) {
      case FaultyItem(_, _, Problem problem) -> {
        faults++;
        out.println(item.path() + "\t" + problem.code() + "\t" + problem.message());
      }
      case ImportItem entry -> {
        Intake intake = AnswerReader.read(schema, entry.labels(), context(item.path(), entry));
        faults += intake.problems().size();
        warnings += intake.warnings().size();
        intake.problems().forEach(problem -> print(problem, out));
        if (isWithWarnings) {
          intake.warnings().forEach(problem -> print(problem, out));
        }
      }
    }
  }

  private static void print(Problem problem, PrintWriter out) {
    out.println(problem.path() + "\t" + problem.code() + "\t" + problem.message());
  }

  private static IntakeContext context(String path, ImportItem item) {
    int[] made = {0};
    JsonNode metadata = item.labels().path("metadata");
    Media media = Media.of(metadata);
    IntakeContext context =
        IntakeContext.of(IntakePolicy.IMPORT, NOBODY, () -> "new-" + ++made[0]).at(path);
    if (media.width().isPresent() && media.height().isPresent()) {
      context =
          context.withImageSize(new ImageSize(media.width().getAsInt(), media.height().getAsInt()));
    }
    return media.frameTotal().isPresent()
        ? context.withPageTotal(media.frameTotal().getAsInt())
        : context;
  }
}
