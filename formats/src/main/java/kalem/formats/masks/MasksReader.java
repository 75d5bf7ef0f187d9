package kalem.formats.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.raster.Contours;
import kalem.formats.FileList;
import kalem.formats.FileNames;
import kalem.formats.QueuedReader;
import kalem.formats.image.GeometryNode;
import kalem.formats.masks.ClassMap.Owner;
import kalem.formats.masks.MaskScan.Area;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one mask at a time as segmentations. */
final class MasksReader extends QueuedReader {
  private final Path root;
  private final Iterator<Path> files;
  private final ClassMap map;
  private final boolean isByInstance;

  /**
   * @param isByInstance whether each connected area is an object; else each class is one
   */
  MasksReader(Path root, List<Path> files, ClassMap map, boolean isByInstance) {
    this.root = root;
    this.files = files.iterator();
    this.map = map;
    this.isByInstance = isByInstance;
  }

  @Override
  protected boolean step() {
    if (!files.hasNext()) {
      return false;
    }
    Path file = files.next();
    String name = FileList.name(root, file);
    Owner owner =
        map.files().getOrDefault(name, new Owner(FileNames.stem(name), OptionalInt.empty()));
    try {
      ObjectNode labels = labels();
      ArrayNode objects = (ArrayNode) labels.path("objects");
      MaskScan scan = new MaskScan(file, map);
      for (Map.Entry<Long, Area> each : scan.areas().entrySet()) {
        Optional<String> title = map.title(each.getKey());
        if (title.isPresent()) {
          add(title.get(), segmentation(scan, each.getKey(), each.getValue()), owner, objects);
        } else {
          report()
              .leftOut(
                  "No class has this value or color.", name + ": " + ClassMap.text(each.getKey()));
        }
      }
      labels.putObject("metadata").put("width", scan.width()).put("height", scan.height());
      add(Optional.of(owner.externalId()), labels, objects.size());
    } catch (IOException unreadable) {
      fault(Optional.of(owner.externalId()), name + ": " + unreadable.getMessage());
    }
    return true;
  }

  private static Segmentation segmentation(MaskScan scan, long key, Area area) throws IOException {
    return Contours.trace(scan.mask(key, area))
        .map(new Shift(area.left(), area.top())::of)
        .orElseThrow();
  }

  private void add(String title, Segmentation whole, Owner owner, ArrayNode objects) {
    found(ClassKind.SEGMENTATION, title);
    List<Segmentation> instances =
        isByInstance
            ? whole.zones().stream().map(zone -> new Segmentation(List.of(zone))).toList()
            : List.of(whole);
    for (Segmentation instance : instances) {
      ObjectNode object = objects.addObject().put("title", title);
      object.set(instance.key(), GeometryNode.of(instance));
      owner.page().ifPresent(page -> object.put("page", page));
    }
  }

  @Override
  public void close() {}
}
