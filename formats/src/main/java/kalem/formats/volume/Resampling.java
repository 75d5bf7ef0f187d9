package kalem.formats.volume;

import java.io.IOException;

/** Puts the labels of one volume onto the voxels of another, each taking the nearest label. */
final class Resampling {
  private Resampling() {}

  /**
   * The labels at the voxels of a grid; 0 outside the source.
   *
   * @param grid with a space, as the source has one
   */
  static LabelVolume onto(VolumeGrid grid, LabelVolume source) throws IOException {
    Space from = source.grid().space().orElseThrow();
    Space to = grid.space().orElseThrow();
    Vector step = from.indexOf(from.origin().plus(to.i(), 1));
    LabelVolume target = LabelVolume.empty(grid);
    for (int z = 0; z < grid.depth(); z++) {
      for (int y = 0; y < grid.height(); y++) {
        Vector start = from.indexOf(to.at(0, y, z));
        for (int x = 0; x < grid.width(); x++) {
          target.put(grid.index(x, y, z), nearest(source, start.plus(step, x)));
        }
      }
    }
    return target;
  }

  private static int nearest(LabelVolume source, Vector place) {
    VolumeGrid grid = source.grid();
    double x = Math.rint(place.x());
    double y = Math.rint(place.y());
    double z = Math.rint(place.z());
    boolean isInside =
        x >= 0 && y >= 0 && z >= 0 && x < grid.width() && y < grid.height() && z < grid.depth();
    return isInside ? source.at(grid.index((int) x, (int) y, (int) z)) : 0;
  }
}
