package kalem.formats.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FaultyItem;
import kalem.formats.FileSink;
import kalem.formats.FormatReport;
import kalem.formats.ImportItem;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow.MaskFile;
import kalem.formats.SchemaDraft;
import kalem.formats.cli.ChosenFormat.Ango;
import kalem.formats.cli.ChosenFormat.Foreign;
import kalem.formats.cli.Parts.Part;
import kalem.formats.cli.RowSource.Pass;
import tools.jackson.databind.JsonNode;

/**
 * One conversion. Labels of another format become an import as they are; everything else goes
 * through answers. Each part of a split is a pass of its own, as a writer may hold a file open
 * until its end.
 */
final class Conversion {
  private static final String STEP = "Converting";

  private final Input input;
  private final Output output;
  private final Progress progress;
  private final PrintWriter out;
  private final FormatReport faults = new FormatReport();
  private final List<Written> written = new ArrayList<>();
  private FormatReport unread = new FormatReport();

  /**
   * What is read.
   *
   * @param schema the classes, when they are known
   */
  record Input(ChosenFormat format, Path root, JsonNode config, Optional<CategorySchema> schema) {}

  /** What is written. */
  record Output(ChosenFormat format, FileSink files, JsonNode config, Parts parts) {}

  /** One part that was written. */
  private record Written(String part, long assets, long labels, FormatReport report) {}

  Conversion(Input input, Output output, Progress progress, PrintWriter out) {
    this.input = input;
    this.output = output;
    this.progress = progress;
    this.out = out;
  }

  /** Converts and prints what came of it; false when the input has faults. */
  boolean run() throws IOException {
    if (input.format() instanceof Foreign(LabelFormat from) && output.format() instanceof Ango) {
      items(from);
    } else {
      rows(source());
    }
    say();
    return faults.left().isEmpty();
  }

  private RowSource source() {
    return switch (input.format()) {
      case Ango() -> new AngoRows(input.root(), input.schema(), progress);
      case Foreign(LabelFormat format) ->
          new ForeignRows(format, input.root(), input.config(), input.schema(), progress);
    };
  }

  private void items(LabelFormat from) throws IOException {
    SchemaDraft classes = new SchemaDraft();
    for (Part part : output.parts().parts()) {
      progress.restart();
      try (LabelReader reader = from.read(input.root(), input.config())) {
        AngoItems items = new AngoItems(files(part));
        List<String> masks = new ArrayList<>();
        try (items) {
          while (reader.hasNext()) {
            progress.step(STEP);
            switch (reader.next()) {
              case ImportItem item -> {
                if (part.test(item.externalId().orElse(item.path()))) {
                  items.write(item);
                  item.brushDataUrl().ifPresent(masks::add);
                  item.medicalBrushDataUrl().ifPresent(masks::add);
                }
              }
              case FaultyItem faulty -> {
                if (part.test(faulty.externalId().orElse(faulty.path()))) {
                  Faults.note(faulty, faults);
                }
              }
            }
          }
        }
        masks(masks, reader, files(part));
        unread = reader.report();
        classes = SchemaDraft.of(reader.classes());
        written.add(new Written(part.name(), items.items(), items.labels(), new FormatReport()));
      }
    }
    AngoItems.schema(output.files(), classes.json());
  }

  /** Copies the masks that items name by their paths. */
  private static void masks(List<String> addresses, LabelReader reader, FileSink files)
      throws IOException {
    for (String address : addresses) {
      Optional<MaskFile> mask = reader.mask(address);
      if (mask.isPresent()) {
        try (InputStream source = mask.get().open();
            OutputStream target = files.begin(address)) {
          source.transferTo(target);
        }
      }
    }
  }

  private void rows(RowSource source) throws IOException {
    CategorySchema schema = source.schema();
    for (Part part : output.parts().parts()) {
      progress.restart();
      try (Pass pass = source.begin(part, faults)) {
        written.add(
            switch (output.format()) {
              case Ango() -> toItems(part, pass);
              case Foreign(LabelFormat format) -> toFiles(format, schema, part, pass);
            });
        unread = pass.report();
      }
    }
  }

  private Written toItems(Part part, Pass pass) throws IOException {
    AngoItems items = new AngoItems(files(part));
    try (items) {
      while (pass.hasNext()) {
        items.write(pass.next());
        progress.step(STEP);
      }
    }
    return new Written(part.name(), items.items(), items.labels(), new FormatReport());
  }

  private Written toFiles(LabelFormat format, CategorySchema schema, Part part, Pass pass)
      throws IOException {
    try (LabelWriter writer = format.write(files(part), schema, output.config())) {
      while (pass.hasNext()) {
        writer.write(pass.next());
        progress.step(STEP);
      }
      FormatReport report = writer.finish();
      return new Written(part.name(), report.assets(), report.labels(), report);
    }
  }

  private FileSink files(Part part) {
    return part.name().isEmpty()
        ? output.files()
        : name -> output.files().begin(part.name() + "/" + name);
  }

  private void say() {
    Summary summary = new Summary(out);
    String formats = " from " + input.format().id() + " to " + output.format().id();
    for (Written each : written) {
      String part = each.part().isEmpty() ? "" : each.part() + ": ";
      out.println(part + each.assets() + " assets with " + each.labels() + " labels" + formats);
    }
    summary.leftOut("Faults in the files read:", faults);
    summary.leftOut("Left out while reading:", unread);
    for (Written each : written) {
      String part = each.part().isEmpty() ? "" : " of " + each.part();
      summary.leftOut("Left out while writing" + part + ":", each.report());
    }
  }
}
