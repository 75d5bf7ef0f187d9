package kalem.server.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.agreement.PaintedMask;
import kalem.annotation.agreement.PaintedPlace;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rle;
import kalem.formats.image.PngReader;
import kalem.formats.masks.BrushMask.Brush;
import kalem.formats.volume.LabelVolume;
import kalem.formats.volume.VolumeGrid;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.springframework.stereotype.Component;

/** Reads the masks of an answer as one mask for each class, for comparisons. */
@Component
class PaintedLabels {
  private static final int OPAQUE = 0xFF000000;
  private static final int RGB = 0xFFFFFF;

  private final ObjectStore objects;

  PaintedLabels(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * The masks by class; classes without a pixel are not there.
   *
   * @throws UncheckedIOException when a mask can not be read
   */
  Map<PaintedPlace, PaintedMask> of(MaskKeys keys, CategorySchema schema) {
    Map<PaintedPlace, PaintedMask> masks = new HashMap<>();
    try {
      if (keys.brush().isPresent()) {
        brush(keys.brush().get(), schema, masks);
      }
      if (keys.voxels().isPresent()) {
        voxels(keys.voxels().get(), masks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return masks;
  }

  private void brush(String key, CategorySchema schema, Map<PaintedPlace, PaintedMask> masks)
      throws IOException {
    try (InputStream file = objects.open(new ObjectKey(key));
        PngReader reader = new PngReader(file)) {
      Map<Integer, List<Mask>> byColor = new HashMap<>();
      Map<String, Mask> byClass = new HashMap<>();
      for (Brush brush : Brush.of(schema)) {
        Mask mask = new Mask(reader.width(), reader.height());
        byClass.put(brush.schemaId(), mask);
        byColor.computeIfAbsent(brush.color(), _ -> new ArrayList<>()).add(mask);
      }
      for (int y = 0; y < reader.height(); y++) {
        reader.next();
        row(reader, y, byColor);
      }
      byClass.forEach(
          (schemaId, mask) -> {
            if (!mask.isEmpty()) {
              masks.put(new PaintedPlace(schemaId, 0), PaintedMask.of(Rle.of(mask)));
            }
          });
    }
  }

  /** Pixels of one color are painted together, as most of a row is one. */
  private static void row(PngReader reader, int y, Map<Integer, List<Mask>> byColor) {
    int from = 0;
    for (int x = 1; x <= reader.width(); x++) {
      if (x == reader.width() || reader.color(x) != reader.color(from)) {
        int color = reader.color(from);
        boolean isPainted = (color & OPAQUE) == OPAQUE;
        for (Mask mask :
            isPainted ? byColor.getOrDefault(color & RGB, List.of()) : List.<Mask>of()) {
          mask.fillRow(y, from, x);
        }
        from = x;
      }
    }
  }

  private void voxels(String key, Map<PaintedPlace, PaintedMask> masks) throws IOException {
    try (InputStream file = objects.open(new ObjectKey(key));
        LabelVolume volume = LabelVolume.read(file)) {
      Map<Integer, Runs> byLabel = new HashMap<>();
      long total = volume.grid().voxels();
      for (long voxel = 0; voxel < total; voxel++) {
        int label = volume.at(voxel);
        if (label != 0) {
          byLabel.computeIfAbsent(label, _ -> new Runs()).add(voxel);
        }
      }
      byLabel.forEach(
          (label, runs) ->
              runs.mask(volume.grid())
                  .ifPresent(mask -> masks.put(new PaintedPlace(String.valueOf(label), 0), mask)));
    }
  }

  /** The voxels of one label as runs, in the order of the file: x first, then y, then z. */
  private static final class Runs {
    private int[] counts = new int[16];
    private int used;
    private long end;

    private void add(long voxel) {
      if (used > 0 && voxel == end) {
        counts[used - 1]++;
      } else {
        if (used + 2 > counts.length) {
          counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        counts[used++] = (int) (voxel - end);
        counts[used++] = 1;
      }
      end = voxel + 1;
    }

    /** The mask, with a column of the runs for each row of the volume; none beyond 2^31 voxels. */
    private Optional<PaintedMask> mask(VolumeGrid grid) {
      return grid.voxels() > Integer.MAX_VALUE
          ? Optional.empty()
          : Optional.of(
              new PaintedMask(
                  grid.depth(),
                  Rle.of(grid.width(), grid.height() * grid.depth(), Arrays.copyOf(counts, used))));
    }
  }
}
