package kalem.annotation.geometry;

/** The size of an asset in pixels of the original. */
public record ImageSize(double width, double height) {
  public ImageSize {
    if (!(width > 0 && height > 0)) {
      throw new IllegalArgumentException("An image has a positive size");
    }
  }
}
