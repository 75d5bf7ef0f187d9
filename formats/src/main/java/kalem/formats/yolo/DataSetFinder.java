package kalem.formats.yolo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.BadImportException;
import kalem.formats.Limits;
import kalem.formats.image.Folder;
import kalem.formats.image.PictureSizes;

/**
 * Finds the description of a data set: {@code data.yaml}, {@code obj.names} with {@code obj.data},
 * or {@code classes.txt}.
 */
final class DataSetFinder {
  private static final List<String> YAML_NAMES =
      List.of("data.yaml", "data.yml", "dataset.yaml", "dataset.yml");
  private static final List<String> TEXT_NAMES =
      List.of("obj.names", "classes.txt", "labels/classes.txt", "_darknet.labels");
  private static final List<String> LISTS =
      List.of("train.txt", "val.txt", "valid.txt", "test.txt", "trainval.txt");
  private static final List<String> SPLITS = List.of("train", "val", "test");
  private static final List<String> NO_LISTS = List.of("classes", "names", "backup");
  private static final int MOST_KEYPOINTS = 1_000;

  private final Folder folder;

  private DataSetFinder(Folder folder) {
    this.folder = folder;
  }

  /**
   * The description; nothing when there is no file of a known name.
   *
   * @throws BadImportException when there is one that can not be used
   */
  static Optional<DataSet> find(Folder folder) {
    return new DataSetFinder(folder).find();
  }

  private Optional<DataSet> find() {
    for (String name : YAML_NAMES) {
      Optional<String> text = text(name);
      if (text.isPresent()) {
        return Optional.of(ofYaml(YamlData.of(text.get())));
      }
    }
    for (String name : TEXT_NAMES) {
      Optional<String> text = text(name);
      if (text.isPresent()) {
        return Optional.of(ofLines(text.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> text(String name) {
    Optional<Path> file = folder.file(name);
    try {
      return file.isPresent() ? Optional.of(Folder.text(file.get())) : Optional.empty();
    } catch (IOException failure) {
      throw new BadImportException(name + " can not be read.", failure);
    }
  }

  private DataSet ofYaml(YamlData data) {
    List<String> lists = new ArrayList<>();
    for (String split : SPLITS) {
      data.texts(split).stream().filter(name -> name.endsWith(".txt")).forEach(lists::add);
    }
    return new DataSet(
        checked(data.numbered("names")),
        data.texts("tools").stream().map(ClassKind::ofKey).toList(),
        data.text("kind").flatMap(YoloKind::of),
        pose(data),
        existing(lists.isEmpty() ? LISTS : lists),
        data.text("question"));
  }

  private static Optional<DataSet.Pose> pose(YamlData data) {
    List<String> shape = data.texts("kpt_shape");
    if (shape.isEmpty()) {
      return Optional.empty();
    }
    int points = whole(shape.getFirst());
    int numbers = whole(shape.getLast());
    if (shape.size() != 2 || points < 1 || points > MOST_KEYPOINTS || numbers < 2 || numbers > 3) {
      throw new BadImportException("The kpt_shape of data.yaml is [points, 2 or 3].");
    }
    return Optional.of(
        new DataSet.Pose(
            points,
            numbers,
            data.numberedLists("kpt_names"),
            data.text("relation").filter(title -> !title.isBlank()).orElse("pose")));
  }

  private static int whole(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  private DataSet ofLines(String text) {
    Map<Integer, String> names = new LinkedHashMap<>();
    text.lines().forEach(line -> names.put(names.size(), line.strip()));
    return new DataSet(
        checked(names),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        existing(darknetLists()),
        Optional.empty());
  }

  private List<String> darknetLists() {
    List<String> lists = new ArrayList<>();
    for (String line : text("obj.data").orElse("").lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0 && !NO_LISTS.contains(line.substring(0, equals).strip())) {
        lists.add(PicturePath.localized(line.substring(equals + 1)));
      }
    }
    return lists.isEmpty() ? LISTS : lists;
  }

  private static Map<Integer, String> checked(Map<Integer, String> names) {
    if (names.size() > Limits.CLASSES) {
      throw new BadImportException("There are more than " + Limits.CLASSES + " classes.");
    }
    return names;
  }

  /** Those of the lists that are there and name pictures. */
  private List<String> existing(List<String> lists) {
    return lists.stream().distinct().filter(this::namesPictures).toList();
  }

  private boolean namesPictures(String list) {
    try (Lines lines = Lines.open(folder, list)) {
      return lines.hasNext() && PictureSizes.isPicture(lines.next());
    } catch (IOException unreadable) {
      return false;
    }
  }
}
