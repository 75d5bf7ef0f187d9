package kalem.formats.volume;

/** The smallest block around all voxels of one label, inclusive. Grows while voxels are counted. */
final class Extent {
  private int left = Integer.MAX_VALUE;
  private int right = -1;
  private int top = Integer.MAX_VALUE;
  private int bottom = -1;
  private int first = Integer.MAX_VALUE;
  private int last = -1;

  void add(int x, int y, int z) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    first = Math.min(first, z);
    last = Math.max(last, z);
  }

  /** As NRRD files of segments have it. */
  String text() {
    return left + " " + right + " " + top + " " + bottom + " " + first + " " + last;
  }
}
