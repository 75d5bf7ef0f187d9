package kalem.formats.volume;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kalem.formats.volume.VolumeHeader.Encoding;

/**
 * Reads the header of an NRRD file, up to the empty line before the data. Detached data, block
 * types and the encodings hex and bzip2 are refused.
 */
final class NrrdHeader {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_SEGMENTS = 0xFFFF;
  private static final Pattern MAGIC = Pattern.compile("NRRD000[1-5]");
  private static final Pattern VECTOR = Pattern.compile("\\(([^()]*)\\)|none");
  private static final Pattern SEGMENT_LABEL = Pattern.compile("Segment(\\d{1,5})_LabelValue");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern COLOR_PART = Pattern.compile("[0-9.eE+-]{1,24}");

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, String> pairs = new LinkedHashMap<>();
  private int bytes;

  private NrrdHeader() {}

  static VolumeHeader read(InputStream stream) throws IOException {
    NrrdHeader header = new NrrdHeader();
    header.lines(stream);
    return header.header(stream);
  }

  private void lines(InputStream stream) throws IOException {
    if (!MAGIC.matcher(line(stream)).matches()) {
      throw new BadVolumeException("The file does not begin as NRRD does.");
    }
    for (String line = line(stream); !line.isEmpty(); line = line(stream)) {
      if (line.startsWith("#")) {
        continue;
      }
      int pair = line.indexOf(":=");
      int field = line.indexOf(": ");
      if (pair >= 0 && (field < 0 || pair < field)) {
        pairs.putIfAbsent(line.substring(0, pair), line.substring(pair + 2));
      } else if (field >= 0) {
        fields.putIfAbsent(
            line.substring(0, field).strip().toLowerCase(Locale.ROOT),
            line.substring(field + 2).strip());
      } else {
        throw new BadVolumeException("A line of the NRRD header is neither a field nor a pair.");
      }
    }
  }

  private String line(InputStream stream) throws IOException {
    byte[] line = new byte[256];
    int length = 0;
    for (int next = stream.read(); next != '\n'; next = stream.read()) {
      if (next < 0 || ++bytes > MOST_BYTES) {
        throw new BadVolumeException("The NRRD header does not end.");
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, length * 2);
      }
      line[length++] = (byte) next;
    }
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, end, StandardCharsets.UTF_8);
  }

  private VolumeHeader header(InputStream stream) throws IOException {
    if (fields.containsKey("data file") || fields.containsKey("datafile")) {
      throw new BadVolumeException("The data of the NRRD file lie in another file.");
    }
    SampleType type =
        SampleType.ofNrrd(required("type"))
            .orElseThrow(() -> new BadVolumeException("The NRRD type is not one of numbers."));
    Encoding encoding = encoding();
    int[] sizes = sizes();
    int list = listAxis(sizes.length);
    int[] grid = new int[3];
    for (int axis = 0, at = 0; axis < sizes.length; axis++) {
      if (axis != list) {
        grid[at++] = sizes[axis];
      }
    }
    skip(stream, encoding);
    return new VolumeHeader(
        type,
        order(type, encoding),
        encoding,
        grid(grid, space(sizes.length, list)),
        list < 0 ? 1 : sizes[list],
        list == 0,
        1,
        0,
        segments());
  }

  private String required(String field) throws BadVolumeException {
    String value = fields.get(field);
    if (value == null) {
      throw new BadVolumeException("The NRRD header has no field \"" + field + "\".");
    }
    return value;
  }

  private Encoding encoding() throws BadVolumeException {
    return switch (required("encoding").toLowerCase(Locale.ROOT)) {
      case "raw" -> Encoding.RAW;
      case "gzip", "gz" -> Encoding.GZIP;
      case "ascii", "txt", "text" -> Encoding.ASCII;
      default -> throw new BadVolumeException("The NRRD encoding must be raw, gzip or ascii.");
    };
  }

  private ByteOrder order(SampleType type, Encoding encoding) throws BadVolumeException {
    if (type.bytes() == 1 || encoding == Encoding.ASCII) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    return switch (required("endian").toLowerCase(Locale.ROOT)) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw new BadVolumeException("The NRRD endian must be little or big.");
    };
  }

  private int[] sizes() throws BadVolumeException {
    String[] texts = BLANKS.split(required("sizes"));
    int dimension = whole(required("dimension"));
    if (dimension != texts.length || dimension < 3 || dimension > 4) {
      throw new BadVolumeException("Only 3D volumes are supported, with a fourth axis of layers.");
    }
    int[] sizes = new int[dimension];
    for (int i = 0; i < dimension; i++) {
      sizes[i] = whole(texts[i]);
    }
    return sizes;
  }

  private static int whole(String text) throws BadVolumeException {
    if (!text.matches("[0-9]{1,9}")) {
      throw new BadVolumeException("A size in the NRRD header is no whole number.");
    }
    return Integer.parseInt(text);
  }

  /** The axis of layers: told by its kind, or by having no direction; -1 when there is none. */
  private int listAxis(int dimension) {
    if (dimension == 3) {
      return -1;
    }
    String[] kinds = BLANKS.split(fields.getOrDefault("kinds", ""));
    List<Optional<Vector>> directions = directions();
    for (int axis = 0; axis < dimension; axis++) {
      boolean isList = kinds.length == dimension && !isDomain(kinds[axis]);
      boolean isNowhere = directions.size() == dimension && directions.get(axis).isEmpty();
      if (isList || isNowhere) {
        return axis == 0 ? 0 : dimension - 1;
      }
    }
    return 0;
  }

  private static boolean isDomain(String kind) {
    return kind.equals("domain") || kind.equals("space");
  }

  static VolumeGrid grid(int[] sizes, Optional<Space> space) throws BadVolumeException {
    try {
      return new VolumeGrid(sizes[0], sizes[1], sizes[2], space);
    } catch (IllegalArgumentException unfit) {
      throw new BadVolumeException(unfit.getMessage() + ".", unfit);
    }
  }

  private Optional<Space> space(int dimension, int list) {
    Optional<double[]> signs = signs();
    List<Optional<Vector>> directions = new ArrayList<>(directions());
    if (directions.size() == dimension && list >= 0) {
      directions.remove(list);
    }
    Optional<Vector> origin = vector(fields.getOrDefault("space origin", ""));
    if (signs.isEmpty()
        || origin.isEmpty()
        || directions.size() != 3
        || directions.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    double[] sign = signs.get();
    List<Vector> steps =
        directions.stream().flatMap(Optional::stream).map(step -> turned(step, sign)).toList();
    return Space.of(steps.get(0), steps.get(1), steps.get(2), turned(origin.get(), sign));
  }

  /** What turns the axes of the space to the left, to the back and up. */
  private Optional<double[]> signs() {
    return switch (fields.getOrDefault("space", "").toLowerCase(Locale.ROOT)) {
      case "left-posterior-superior", "lps" -> Optional.of(new double[] {1, 1});
      case "right-anterior-superior", "ras" -> Optional.of(new double[] {-1, -1});
      case "left-anterior-superior", "las" -> Optional.of(new double[] {1, -1});
      default -> Optional.empty();
    };
  }

  private static Vector turned(Vector vector, double[] sign) {
    return new Vector(vector.x() * sign[0], vector.y() * sign[1], vector.z());
  }

  private List<Optional<Vector>> directions() {
    List<Optional<Vector>> directions = new ArrayList<>();
    Matcher matcher = VECTOR.matcher(fields.getOrDefault("space directions", ""));
    while (matcher.find() && directions.size() < 5) {
      directions.add(vector(matcher.group()));
    }
    return directions;
  }

  private static Optional<Vector> vector(String text) {
    Matcher matcher = VECTOR.matcher(text);
    if (!matcher.matches() || matcher.group(1) == null) {
      return Optional.empty();
    }
    String[] numbers = matcher.group(1).split(",", -1);
    if (numbers.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Vector(
              Double.parseDouble(numbers[0].strip()),
              Double.parseDouble(numbers[1].strip()),
              Double.parseDouble(numbers[2].strip())));
    } catch (NumberFormatException odd) {
      return Optional.empty();
    }
  }

  /** Lines and bytes to skip before the data. */
  private void skip(InputStream stream, Encoding encoding) throws IOException {
    int lines = whole(fields.getOrDefault("line skip", fields.getOrDefault("lineskip", "0")));
    for (int i = 0; i < lines; i++) {
      line(stream);
    }
    String skip = fields.getOrDefault("byte skip", fields.getOrDefault("byteskip", "0"));
    if (skip.equals("0")) {
      return;
    }
    if (encoding != Encoding.RAW) {
      throw new BadVolumeException("The NRRD header skips bytes of packed data.");
    }
    stream.skipNBytes(whole(skip));
  }

  private List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      Matcher matcher = SEGMENT_LABEL.matcher(pair.getKey());
      Optional<Integer> label =
          matcher.matches() ? Segment.label(pair.getValue().strip()) : Optional.empty();
      if (label.isPresent() && segments.size() < MOST_SEGMENTS) {
        String prefix = "Segment" + matcher.group(1);
        String name = pairs.getOrDefault(prefix + "_Name", label.get().toString());
        segments.add(
            new Segment(
                label.get(), unescaped(name), color(pairs.getOrDefault(prefix + "_Color", ""))));
      }
    }
    return segments;
  }

  private static String unescaped(String value) {
    return value.replace("\\n", "\n").replace("\\\\", "\\");
  }

  /** Three shares from 0 to 1 as a hex colour. */
  private static Optional<String> color(String text) {
    String[] parts = BLANKS.split(text.strip());
    if (parts.length != 3) {
      return Optional.empty();
    }
    StringBuilder color = new StringBuilder("#");
    for (String part : parts) {
      if (!COLOR_PART.matcher(part).matches()) {
        return Optional.empty();
      }
      try {
        int value = (int) Math.round(Math.clamp(Double.parseDouble(part), 0, 1) * 255);
        color.append(String.format(Locale.ROOT, "%02X", value));
      } catch (NumberFormatException odd) {
        return Optional.empty();
      }
    }
    return Optional.of(color.toString());
  }
}
