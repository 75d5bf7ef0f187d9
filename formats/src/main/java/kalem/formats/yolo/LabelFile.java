package kalem.formats.yolo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import kalem.annotation.geometry.ImageSize;

/**
 * A file of lines and the picture it is about.
 *
 * @param page page or frame of the asset, when the picture is not all of it
 * @param size asked only when there are lines
 */
record LabelFile(
    Path file, String externalId, OptionalInt page, Supplier<Optional<ImageSize>> size) {}
