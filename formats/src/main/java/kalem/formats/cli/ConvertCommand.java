package kalem.formats.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.InputRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code kalem convert}. */
@Command(
    name = "convert",
    description = "Converts labels from one format to another.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      defaultValue = ChosenFormat.AUTO,
      paramLabel = "FORMAT",
      description = "Format to read; auto looks into the files. Default: auto.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = "Format to write; 'kalem formats' lists them.")
  private String to;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "Category schema; without one the classes are looked for in the labels.")
  private @Nullable Path schemaFile;

  @Option(
      names = "--config",
      paramLabel = "JSON|FILE",
      description = "Options of the format written.")
  private @Nullable String config;

  @Option(
      names = "--read-config",
      paramLabel = "JSON|FILE",
      description = "Options of the format read.")
  private @Nullable String readConfig;

  @Option(
      names = "--split",
      paramLabel = "NAME=SHARE,...",
      description =
          "Deals the assets out into folders, by a hash of their external ids, such as"
              + " train=0.8,validation=0.1,test=0.1.")
  private @Nullable String split;

  @Parameters(index = "0", paramLabel = "IN", description = "Folder, file or zip to read.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "Folder, or file ending in .zip, to write; it must not exist yet.")
  private Path out;

  ConvertCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter report = spec.commandLine().getOut();
    InstantSource clock = InstantSource.system();
    Progress progress = new Progress(spec.commandLine().getErr(), clock);
    Parts parts = split == null ? Parts.WHOLE : Parts.of(split);
    Optional<CategorySchema> schema =
        schemaFile == null ? Optional.empty() : Optional.of(SchemaFile.read(schemaFile));
    JsonNode writing = SchemaFile.config(Optional.ofNullable(config));
    JsonNode reading = SchemaFile.config(Optional.ofNullable(readConfig));
    ChosenFormat target = ChosenFormat.toWrite(to);
    try (InputRoot root = InputRoot.open(in)) {
      ChosenFormat source = ChosenFormat.toRead(from, root.root());
      try (OutputSink files = OutputSink.open(out, clock.instant())) {
        Conversion conversion =
            new Conversion(
                new Conversion.Input(source, root.root(), reading, schema),
                new Conversion.Output(target, files, writing, parts),
                progress,
                report);
        boolean isSound = conversion.run();
        files.finish();
        report.flush();
        return isSound ? KalemCommand.DONE : KalemCommand.FAULTS;
      }
    }
  }
}
