package kalem.formats.volume;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a voxel is stored. */
enum SampleType {
  INT8(1, 256, List.of("signed char", "int8", "int8_t")),
  UINT8(1, 2, List.of("uchar", "unsigned char", "uint8", "uint8_t")),
  INT16(
      2, 4, List.of("short", "short int", "signed short", "signed short int", "int16", "int16_t")),
  UINT16(2, 512, List.of("ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t")),
  INT32(4, 8, List.of("int", "signed int", "int32", "int32_t")),
  UINT32(4, 768, List.of("uint", "unsigned int", "uint32", "uint32_t")),
  INT64(8, 1024, List.of("longlong", "long long", "long long int", "int64", "int64_t")),
  UINT64(8, 1280, List.of("ulonglong", "unsigned long long", "uint64", "uint64_t")),
  FLOAT32(4, 16, List.of("float")),
  FLOAT64(8, 64, List.of("double"));

  private final int bytes;
  private final int niftiCode;
  private final List<String> nrrdNames;

  SampleType(int bytes, int niftiCode, List<String> nrrdNames) {
    this.bytes = bytes;
    this.niftiCode = niftiCode;
    this.nrrdNames = nrrdNames;
  }

  static Optional<SampleType> ofNrrd(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(type -> type.nrrdNames.contains(plain)).findFirst();
  }

  static Optional<SampleType> ofNifti(int code) {
    return Arrays.stream(values()).filter(type -> type.niftiCode == code).findFirst();
  }

  int bytes() {
    return bytes;
  }

  int niftiCode() {
    return niftiCode;
  }

  /** The next sample; whole numbers beyond the exact ones of a double are no labels anyway. */
  double next(ByteBuffer samples) {
    return switch (this) {
      case INT8 -> samples.get();
      case UINT8 -> samples.get() & 0xFF;
      case INT16 -> samples.getShort();
      case UINT16 -> samples.getShort() & 0xFFFF;
      case INT32 -> samples.getInt();
      case UINT32 -> samples.getInt() & 0xFFFF_FFFFL;
      case INT64 -> (double) samples.getLong();
      case UINT64 -> unsigned(samples.getLong());
      case FLOAT32 -> samples.getFloat();
      case FLOAT64 -> samples.getDouble();
    };
  }

  private static double unsigned(long value) {
    return value >= 0 ? (double) value : 0x1p63;
  }
}
