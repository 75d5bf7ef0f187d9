package kalem.formats.volume;

import java.util.Optional;

/**
 * Where a volume lies in the world: the steps from one voxel to the next along each axis, and the
 * centre of the first voxel.
 */
public record Space(Vector i, Vector j, Vector k, Vector origin) {

  /** A space, unless its axes span none. */
  static Optional<Space> of(Vector i, Vector j, Vector k, Vector origin) {
    Space space = new Space(i, j, k, origin);
    double volume = i.length() * j.length() * k.length();
    boolean isSound =
        i.isFinite()
            && j.isFinite()
            && k.isFinite()
            && origin.isFinite()
            && Math.abs(space.determinant()) > 1e-9 * volume;
    return isSound ? Optional.of(space) : Optional.empty();
  }

  /** The centre of a voxel. */
  Vector at(double x, double y, double z) {
    return origin.plus(i, x).plus(j, y).plus(k, z);
  }

  private double determinant() {
    return i.x() * (j.y() * k.z() - j.z() * k.y())
        - j.x() * (i.y() * k.z() - i.z() * k.y())
        + k.x() * (i.y() * j.z() - i.z() * j.y());
  }

  /** The voxel coordinates of a place in the world. */
  Vector indexOf(Vector place) {
    Vector from = place.plus(origin, -1);
    double determinant = determinant();
    return new Vector(
        new Space(from, j, k, origin).determinant() / determinant,
        new Space(i, from, k, origin).determinant() / determinant,
        new Space(i, j, from, origin).determinant() / determinant);
  }

  /** The length of the shortest step. */
  double finest() {
    return Math.min(i.length(), Math.min(j.length(), k.length()));
  }
}
