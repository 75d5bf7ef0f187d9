package kalem.formats.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import kalem.formats.FormatReport;
import kalem.formats.InputRoot;
import kalem.formats.LabelFormat;
import kalem.formats.cli.ChosenFormat.Ango;
import kalem.formats.cli.ChosenFormat.Foreign;
import kalem.formats.cli.RowSource.Pass;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code kalem stats}. */
@Command(
    name = "stats",
    description = "Counts assets, objects per class, answers, relations, frames and annotators.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      defaultValue = ChosenFormat.ANGO,
      paramLabel = "FORMAT",
      description = "Format to read; auto looks into the files. Default: ango.")
  private String from;

  @Parameters(index = "0", paramLabel = "FILE", description = "File, folder or zip to count.")
  private Path in;

  StatsCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(spec.commandLine().getErr(), InstantSource.system());
    FormatReport faults = new FormatReport();
    try (InputRoot root = InputRoot.open(in)) {
      RowSource source = source(ChosenFormat.toRead(from, root.root()), root.root(), progress);
      Statistics statistics = new Statistics(source.schema());
      try (Pass pass = source.begin(any -> true, faults)) {
        while (pass.hasNext()) {
          statistics.add(pass.next());
          progress.step("Counting");
        }
        statistics.print(out);
        new Summary(out).leftOut("Not counted:", pass.report());
      }
    }
    new Summary(out).leftOut("Faults in the files read:", faults);
    out.flush();
    return faults.left().isEmpty() ? KalemCommand.DONE : KalemCommand.FAULTS;
  }

  private static RowSource source(ChosenFormat format, Path root, Progress progress) {
    return switch (format) {
      case Ango() -> new AngoRows(root, Optional.empty(), progress);
      case Foreign(LabelFormat foreign) ->
          new ForeignRows(
              foreign, root, JsonNodeFactory.instance.objectNode(), Optional.empty(), progress);
    };
  }
}
