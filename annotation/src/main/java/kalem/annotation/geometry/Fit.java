package kalem.annotation.geometry;

/** How a shape lies in its image. */
public sealed interface Fit {
  /** Wholly inside, or so nearly that it is kept as it is. */
  record Inside(Geometry geometry) implements Fit {}

  /** Reached over the border; this is what is left. */
  record Clipped(Geometry geometry) implements Fit {}

  /** Nothing of it lies inside. */
  record Outside() implements Fit {}
}
