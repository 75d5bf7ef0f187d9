package kalem.formats.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import kalem.formats.LabelFormat;
import kalem.formats.catalog.Formats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kalem formats}: what can be read and written. */
@Command(name = "formats", description = "Lists the formats and their directions.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FormatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  FormatsCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    line(out, ChosenFormat.ANGO, "Ango Hub", "reads, writes");
    for (LabelFormat format : Formats.all()) {
      String directions =
          format.isReadable() ? format.isWritable() ? "reads, writes" : "reads" : "writes";
      line(out, format.id(), format.title(), directions);
    }
    out.flush();
    return KalemCommand.DONE;
  }

  private static void line(PrintWriter out, String id, String title, String directions) {
    out.println(id + "\t" + title + "\t" + directions);
  }
}
