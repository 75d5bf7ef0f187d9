package kalem.formats.volume;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;

/**
 * Checks a voxel mask that comes in and brings it into the form that exports have: NRRD on the
 * voxels of the asset, with named segments (import-format section 9).
 */
public final class VoxelMask {
  private static final int MOST_LISTED = 20;

  private VoxelMask() {}

  /**
   * What became of a mask.
   *
   * @param faults why it can not be used; nothing was written then
   * @param warnings what was changed or is odd about it
   * @param labels the labels painted in it
   */
  public record Checked(List<Problem> faults, List<Problem> warnings, SortedSet<Integer> labels) {
    public Checked {
      faults = List.copyOf(faults);
      warnings = List.copyOf(warnings);
    }

    public boolean isUsable() {
      return faults.isEmpty();
    }
  }

  /**
   * Checks a mask and writes it anew. Sizes have to be those of the asset, unless both say where
   * their voxels lie: then the labels are put onto the voxels of the asset. Unknown labels stay.
   *
   * @param file NRRD or NIfTI-1, packed or not
   * @param asset the volume that it belongs to, where it is known
   * @param known the classes that labels stand for
   * @param path where the mask was named, for the problems
   * @param target gets the NRRD file when the mask is usable
   */
  public static Checked check(
      InputStream file,
      Optional<VolumeGrid> asset,
      List<Segment> known,
      String path,
      OutputStream target)
      throws IOException {
    try (LabelVolume volume = LabelVolume.read(file)) {
      return check(volume, asset.orElse(volume.grid()), known, path, target);
    } catch (BadVolumeException unreadable) {
      return faulty(ProblemCode.MASK_UNREADABLE, path, String.valueOf(unreadable.getMessage()));
    }
  }

  private static Checked faulty(ProblemCode code, String path, String message) {
    return new Checked(List.of(new Problem(code, path, message)), List.of(), new TreeSet<>());
  }

  private static Checked check(
      LabelVolume volume, VolumeGrid asset, List<Segment> known, String path, OutputStream target)
      throws IOException {
    List<Problem> warnings = new ArrayList<>();
    if (volume.layers() > 1) {
      warnings.add(
          new Problem(
              ProblemCode.MASK_LABEL,
              path,
              "The mask has "
                  + volume.layers()
                  + " layers; they were put on top of each other, the later over the earlier."));
    }
    if (volume.grid().isSame(asset)) {
      if (asset.space().isPresent()) {
        volume.place(asset);
      }
      return write(volume, known, path, warnings, target);
    }
    boolean isNothing = volume.grid().voxels() == 1;
    boolean isPlaced = volume.grid().space().isPresent() && asset.space().isPresent();
    if (!isNothing && !isPlaced) {
      String message =
          "The mask has " + volume.grid().size() + " voxels, the asset " + asset.size() + ".";
      return faulty(ProblemCode.MASK_SIZE, path, message);
    }
    if (!isNothing) {
      warnings.add(
          new Problem(
              ProblemCode.MASK_SIZE,
              path,
              "The voxels of the mask lie elsewhere than those of the asset; each of the asset's"
                  + " took the nearest label."));
    }
    try (LabelVolume moved =
        isNothing ? LabelVolume.empty(asset) : Resampling.onto(asset, volume)) {
      return write(moved, known, path, warnings, target);
    }
  }

  private static Checked write(
      LabelVolume volume,
      List<Segment> known,
      String path,
      List<Problem> warnings,
      OutputStream target)
      throws IOException {
    SortedSet<Integer> labels = volume.labels();
    Set<Integer> named = known.stream().map(Segment::label).collect(Collectors.toSet());
    List<Integer> unknown = labels.stream().filter(label -> !named.contains(label)).toList();
    if (!unknown.isEmpty()) {
      String listed =
          unknown.stream()
              .limit(MOST_LISTED)
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      String more = unknown.size() > MOST_LISTED ? " and others" : "";
      warnings.add(
          new Problem(
              ProblemCode.MASK_LABEL,
              path,
              "No voxel brush class has the id " + listed + more + "; the voxels are kept."));
    }
    VolumeFiles.nrrd(volume, known, target);
    return new Checked(List.of(), warnings, labels);
  }
}
