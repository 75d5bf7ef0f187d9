package kalem.formats.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import kalem.annotation.geometry.ImageSize;

/** Picture files: which they are, and their sizes from the header, without decoding. */
public final class PictureSizes {
  private static final List<String> EXTENSIONS =
      List.of("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp");

  private PictureSizes() {}

  /** Whether the name is that of a picture. */
  public static boolean isPicture(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** The picture beside or below a folder whose name is this stem and a picture's extension. */
  public static Optional<Path> find(Folder folder, String stem) {
    for (String extension : EXTENSIONS) {
      Optional<Path> found =
          folder
              .file(stem + "." + extension)
              .or(() -> folder.file(stem + "." + extension.toUpperCase(Locale.ROOT)));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The size in pixels; nothing when the header can not be read. */
  public static Optional<ImageSize> of(Path picture) {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(picture));
        ImageInputStream input = new MemoryCacheImageInputStream(stream)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        return Optional.of(new ImageSize(reader.getWidth(0), reader.getHeight(0)));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException broken) {
      // Decoders meet broken files with all kinds of unchecked exceptions.
      return Optional.empty();
    }
  }
}
