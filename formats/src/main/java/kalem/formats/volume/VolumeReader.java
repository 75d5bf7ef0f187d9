package kalem.formats.volume;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.FileList;
import kalem.formats.LabeledRow.MaskFile;
import kalem.formats.QueuedReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one volume at a time; items name the file, which {@link #mask} finds. */
final class VolumeReader extends QueuedReader {
  private final Path root;
  private final Iterator<Path> files;
  private final List<String> endings;
  private final Map<String, Path> masks = new HashMap<>();

  VolumeReader(Path root, List<Path> files, List<String> endings) {
    this.root = root;
    this.files = files.iterator();
    this.endings = endings;
  }

  @Override
  protected boolean step() {
    if (!files.hasNext()) {
      return false;
    }
    Path file = files.next();
    String name = FileList.name(root, file);
    Optional<String> externalId = Optional.of(withoutEnding(name));
    try (InputStream stream = Files.newInputStream(file);
        LabelVolume volume = LabelVolume.read(stream)) {
      for (Segment segment : VolumeFiles.named(volume, volume.segments(), volume.extents())) {
        found(ClassKind.VOXEL_BRUSH, className(segment));
      }
      masks.put(name, file);
      ObjectNode labels = JsonNodeFactory.instance.objectNode();
      labels.put("medicalBrushDataUrl", name);
      add(externalId, labels, volume.labels().size());
    } catch (IOException unreadable) {
      fault(externalId, name + ": " + unreadable.getMessage());
    }
    return true;
  }

  /** Labels pair with classes by number; where the file names none, the number is all there is. */
  private static String className(Segment segment) {
    return segment.name().equals(VolumeFiles.UNKNOWN)
        ? Integer.toString(segment.label())
        : segment.name();
  }

  private String withoutEnding(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return endings.stream()
        .filter(lower::endsWith)
        .findFirst()
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .orElse(name);
  }

  @Override
  public Optional<MaskFile> mask(String address) {
    return Optional.ofNullable(masks.get(address)).map(file -> () -> Files.newInputStream(file));
  }

  @Override
  public void close() {}
}
