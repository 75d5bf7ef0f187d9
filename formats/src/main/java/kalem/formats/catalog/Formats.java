package kalem.formats.catalog;

import java.util.List;
import java.util.Optional;
import kalem.formats.LabelFormat;
import kalem.formats.coco.CocoFormat;
import kalem.formats.cvat.CvatFormat;
import kalem.formats.datumaro.DatumaroFormat;
import kalem.formats.kitti.KittiFormat;
import kalem.formats.labelme.LabelmeFormat;
import kalem.formats.voc.VocFormat;
import kalem.formats.yolo.YoloFormat;

/** Every format there is beside the open one of Ango Hub. */
public final class Formats {
  private static final List<LabelFormat> ALL =
      List.of(
          // Sorted by id, one a line.
          new CocoFormat(),
          new CvatFormat(),
          new DatumaroFormat(),
          new KittiFormat(),
          new LabelmeFormat(),
          new VocFormat(),
          new YoloFormat());

  private Formats() {}

  public static List<LabelFormat> all() {
    return ALL;
  }

  public static Optional<LabelFormat> find(String id) {
    return ALL.stream().filter(format -> format.id().equals(id)).findFirst();
  }
}
