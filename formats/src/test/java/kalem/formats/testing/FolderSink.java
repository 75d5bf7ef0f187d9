package kalem.formats.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kalem.formats.FileNames;
import kalem.formats.FileSink;

/** Files in a folder. */
public record FolderSink(Path root) implements FileSink {
  @Override
  public OutputStream begin(String name) throws IOException {
    Path file = root.resolve(FileNames.safe(name));
    Files.createDirectories(file.getParent());
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** The texts of all files but the report, by name. */
  public Map<String, String> texts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (!name.equals("report.json")) {
          texts.put(name, Files.readString(file));
        }
      }
    }
    return texts;
  }
}
