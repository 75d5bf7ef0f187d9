package kalem.server.annotation;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.AssetFacts;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.DataUrl;
import kalem.formats.masks.BrushMask;
import kalem.formats.volume.Segment;
import kalem.formats.volume.VoxelMask;
import kalem.server.annotation.MaskChange.Change;
import kalem.server.annotation.MaskChange.Keep;
import kalem.server.annotation.MaskChange.Remove;
import kalem.server.annotation.MaskChange.Replace;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.storage.FileKeys;
import kalem.server.storage.FileType;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.PublicFiles;
import kalem.server.storage.SignedLinks;
import org.springframework.stereotype.Service;

/**
 * Masks that come in by URL (import-format.md 8, 9): each is fetched, checked against the asset and
 * the schema, and copied, so that its source may vanish. The network is slow, so this is done
 * outside of transactions.
 */
@Service
public class Masks {
  /** Largest mask that is fetched, in bytes. */
  private static final long LARGEST = 1L << 30;

  private final ObjectStore objects;
  private final FileKeys keys;
  private final SignedLinks links;
  private final PublicFiles publicFiles;
  private final MaskStore store;

  Masks(
      ObjectStore objects,
      FileKeys keys,
      SignedLinks links,
      PublicFiles publicFiles,
      MaskStore store) {
    this.objects = objects;
    this.keys = keys;
    this.links = links;
    this.publicFiles = publicFiles;
    this.store = store;
  }

  /**
   * What a caller says about the masks of an answer. Empty: it stays; an empty text: it is removed;
   * else where it is to be fetched from.
   *
   * @param brushClasses ids of classes by pixel value, for pictures without colors
   */
  public record Given(
      Optional<String> brush, Optional<String> voxels, Map<Integer, String> brushClasses) {
    public static final Given NOTHING = new Given(Optional.empty(), Optional.empty(), Map.of());

    public boolean isNothing() {
      return brush.isEmpty() && voxels.isEmpty();
    }
  }

  /** Where masks are for. */
  public record Place(
      String projectId, CategorySchema schema, AssetFacts asset, MaskKeys before, String path) {
    private String member(String name) {
      return path.isEmpty() ? name : path + "." + name;
    }
  }

  /** Opens masks that lie where only the caller can read; nothing for all other addresses. */
  public interface Nearby {
    Nearby NOTHING = address -> Optional.empty();

    Optional<InputStream> open(String address) throws IOException;
  }

  /**
   * What became of the masks.
   *
   * @param faults masks that can not be used, and so are not changed
   * @param warnings what was left out of a mask
   */
  public record Taken(MaskChange change, List<Problem> faults, List<Problem> warnings) {
    private static final Taken NOTHING = new Taken(MaskChange.NONE, List.of(), List.of());

    public Taken {
      faults = List.copyOf(faults);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Fetches, checks and copies.
   *
   * @param isKept false: only checks
   * @throws UncheckedIOException when the object store or the disk fails, which is no fault of the
   *     mask
   */
  public Taken take(Place place, Given given, Nearby nearby, boolean isKept) {
    if (given.isNothing()) {
      return Taken.NOTHING;
    }
    Collected collected = new Collected();
    Change brush =
        change(
            given.brush(),
            place.before().brush(),
            url -> brush(place, url, given.brushClasses(), nearby, isKept, collected));
    Change voxels =
        change(
            given.voxels(),
            place.before().voxels(),
            url -> voxels(place, url, nearby, isKept, collected));
    String text = given.brush().orElse("-") + "\n" + given.voxels().orElse("-");
    return new Taken(new MaskChange(brush, voxels, text), collected.faults, collected.warnings);
  }

  private static final class Collected {
    private final List<Problem> faults = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
  }

  private interface Copy {
    Change of(String url);
  }

  /** A mask that is named by what it has been given back as is the same one. */
  private Change change(Optional<String> given, Optional<String> before, Copy copy) {
    if (given.isEmpty() || isSame(given.get(), before)) {
      return new Keep();
    }
    return given.get().isEmpty() ? new Remove() : copy.of(given.get());
  }

  private boolean isSame(String url, Optional<String> before) {
    return before.isPresent()
        && links.keyOf(url).filter(key -> key.value().equals(before.get())).isPresent();
  }

  private Change brush(
      Place place,
      String url,
      Map<Integer, String> classes,
      Nearby nearby,
      boolean isKept,
      Collected collected) {
    String path = place.member("brushDataUrl");
    Optional<BrushMask.Size> size =
        place
            .asset()
            .imageSize()
            .map(known -> new BrushMask.Size((int) known.width(), (int) known.height()));
    return copied(
        place,
        url,
        new Kind(FileType.BRUSHES, "brush.png", path),
        nearby,
        isKept,
        collected,
        (file, upload) -> {
          BrushMask.Checked checked =
              BrushMask.check(
                  file, size, BrushMask.Brush.of(place.schema()), classes, path, upload.content());
          collected.faults.addAll(checked.faults());
          collected.warnings.addAll(checked.warnings());
          return checked.isUsable();
        });
  }

  private Change voxels(
      Place place, String url, Nearby nearby, boolean isKept, Collected collected) {
    String path = place.member("medicalBrushDataUrl");
    return copied(
        place,
        url,
        new Kind(FileType.MEDICAL_BRUSHES, "voxels.seg.nrrd", path),
        nearby,
        isKept,
        collected,
        (file, upload) -> {
          VoxelMask.Checked checked =
              VoxelMask.check(
                  file, Optional.empty(), Segment.of(place.schema()), path, upload.content());
          collected.faults.addAll(checked.faults());
          collected.warnings.addAll(checked.warnings());
          return checked.isUsable();
        });
  }

  /** One of the two kinds of masks. */
  private record Kind(FileType type, String fileName, String path) {}

  private interface Check {
    boolean isUsable(InputStream file, ObjectStore.Upload upload) throws IOException;
  }

  private Change copied(
      Place place,
      String url,
      Kind kind,
      Nearby nearby,
      boolean isKept,
      Collected collected,
      Check check) {
    ObjectKey key = keys.inProject(place.projectId(), kind.type(), kind.fileName());
    try (InputStream file = open(url, place.projectId(), nearby);
        ObjectStore.Upload upload = objects.begin(key)) {
      if (!check.isUsable(file, upload)) {
        return new Keep();
      }
      if (isKept) {
        store.add(Ids.projectKey(place.projectId()).orElseThrow(), key.value());
        upload.complete();
      }
      return new Replace(key.value());
    } catch (UnreadableMaskException | KalemException failure) {
      collected.faults.add(
          new Problem(
              ProblemCode.MASK_UNREADABLE,
              kind.path(),
              "The mask can not be read: " + failure.getMessage()));
      return new Keep();
    } catch (ZipException | EOFException broken) {
      collected.faults.add(
          new Problem(
              ProblemCode.MASK_UNREADABLE, kind.path(), "The content of the mask is broken."));
      return new Keep();
    } catch (IOException own) {
      throw new UncheckedIOException(own);
    }
  }

  /**
   * Opens a mask: one that lies where only the caller can read, one embedded in its address, a file
   * of the project, or one on the public web. Files of this machine are none of these.
   *
   * @throws KalemException when there is none, or nobody may fetch it
   * @throws UnreadableMaskException when it can not be had from where it lies, now or in reading
   * @throws IOException when the object store fails
   */
  public InputStream open(String url, String projectId, Nearby nearby) throws IOException {
    Optional<InputStream> near = near(url, nearby);
    if (near.isPresent()) {
      return near.get();
    }
    Optional<byte[]> embedded = DataUrl.bytes(url);
    if (embedded.isPresent()) {
      return new ByteArrayInputStream(embedded.get());
    }
    Optional<ObjectKey> own = links.keyOf(url);
    if (own.isEmpty()) {
      return MaskSource.open(() -> publicFiles.open(url, LARGEST));
    }
    boolean isOfProject =
        FileKeys.owner(own.get()).equals(Optional.of(new FileKeys.Owner.Project(projectId)));
    if (!isOfProject || objects.head(own.get()).isEmpty()) {
      throw KalemException.invalid("This project has no such file.");
    }
    return objects.open(own.get());
  }

  private static Optional<InputStream> near(String url, Nearby nearby) throws IOException {
    try {
      Optional<InputStream> near = nearby.open(url);
      return near.isPresent() ? Optional.of(MaskSource.open(near::orElseThrow)) : Optional.empty();
    } catch (ZipException broken) {
      throw new UnreadableMaskException("the zip it lies in is broken.");
    }
  }

  /** Permanent names of masks, as clients see them. */
  public Map<String, String> urls(MaskKeys masks) {
    Map<String, String> urls = new LinkedHashMap<>();
    masks.brush().ifPresent(key -> urls.put("brushDataUrl", url(key)));
    masks.voxels().ifPresent(key -> urls.put("medicalBrushDataUrl", url(key)));
    return urls;
  }

  private String url(String key) {
    return links.stableUrl(new ObjectKey(key));
  }
}
