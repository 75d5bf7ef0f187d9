package kalem.formats.catalog;

import java.util.List;
import java.util.Optional;
import kalem.formats.LabelFormat;
import kalem.formats.coco.CocoFormat;
import kalem.formats.conll.ConllFormat;
import kalem.formats.cvat.CvatFormat;
import kalem.formats.datumaro.DatumaroFormat;
import kalem.formats.kitti.KittiFormat;
import kalem.formats.labelme.LabelmeFormat;
import kalem.formats.masks.MasksFormat;
import kalem.formats.nifti.NiftiFormat;
import kalem.formats.nrrd.NrrdFormat;
import kalem.formats.reports.ClassificationCsvFormat;
import kalem.formats.reports.IssueCsvFormat;
import kalem.formats.reports.StageReportFormat;
import kalem.formats.reports.TimePerTaskFormat;
import kalem.formats.rttm.RttmFormat;
import kalem.formats.spacy.SpacyFormat;
import kalem.formats.voc.VocFormat;
import kalem.formats.webvtt.WebVttFormat;
import kalem.formats.yolo.YoloFormat;

/** Every format there is beside the open one of Ango Hub. */
public final class Formats {
  private static final List<LabelFormat> ALL =
      List.of(
          // Sorted by id, one a line.
          new ClassificationCsvFormat(),
          new CocoFormat(),
          new ConllFormat(),
          new CvatFormat(),
          new DatumaroFormat(),
          new IssueCsvFormat(),
          new KittiFormat(),
          new LabelmeFormat(),
          new MasksFormat(),
          new NiftiFormat(),
          new NrrdFormat(),
          new RttmFormat(),
          new SpacyFormat(),
          new StageReportFormat(),
          new TimePerTaskFormat(),
          new VocFormat(),
          new WebVttFormat(),
          new YoloFormat());

  private Formats() {}

  public static List<LabelFormat> all() {
    return ALL;
  }

  public static Optional<LabelFormat> find(String id) {
    return ALL.stream().filter(format -> format.id().equals(id)).findFirst();
  }
}
