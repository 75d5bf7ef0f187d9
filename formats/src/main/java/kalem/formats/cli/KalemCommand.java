package kalem.formats.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import kalem.formats.BadImportException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code kalem} command. */
@Command(
    name = "kalem",
    description = "Converts, checks and counts label files, without a server.",
    mixinStandardHelpOptions = true,
    version = "kalem 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ConvertCommand.class,
      ValidateCommand.class,
      StatsCommand.class,
      FormatsCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 the files have faults; 2 wrong options, or files that can not be"
          + " read or written."
    })
public final class KalemCommand {
  /** The command did what was asked. */
  static final int DONE = 0;

  /** The files that were read have faults. */
  static final int FAULTS = 1;

  /** Wrong options, or a file that can not be read or written. */
  static final int FAILED = 2;

  KalemCommand() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, arguments);
    out.flush();
    System.exit(code);
  }

  /** Runs the command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new KalemCommand())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler((failure, line, result) -> failed(failure, line.getErr()))
        .execute(arguments);
  }

  private static int failed(Exception failure, PrintWriter err) throws Exception {
    return switch (failure) {
      case BadImportException broken -> said(err, String.valueOf(broken.getMessage()), FAULTS);
      case IllegalArgumentException option ->
          said(err, String.valueOf(option.getMessage()), FAILED);
      case UncheckedIOException wrapped when wrapped.getCause() != null ->
          said(err, wrapped.getCause());
      case IOException unreadable -> said(err, unreadable);
      default -> throw failure;
    };
  }

  private static int said(PrintWriter err, IOException failure) {
    String message =
        switch (failure) {
          case NoSuchFileException missing -> "There is no " + missing.getFile() + ".";
          case FileAlreadyExistsException taken ->
              taken.getFile() + " exists already. Name a new folder or zip.";
          default -> String.valueOf(failure.getMessage());
        };
    return said(err, message, FAILED);
  }

  private static int said(PrintWriter err, String message, int code) {
    err.println("kalem: " + message);
    return code;
  }
}
