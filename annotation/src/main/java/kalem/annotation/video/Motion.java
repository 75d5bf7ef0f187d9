package kalem.annotation.video;

import kalem.annotation.geometry.Geometry;

/**
 * The way from one shape to another. What is costly, the pairing of vertices, is done when it is
 * made.
 */
interface Motion {
  /** The shape after some of the steps, {@code of} of which lead to the other shape. */
  Geometry at(double step, double of);

  static Motion holding(Geometry shape) {
    return (step, of) -> shape;
  }
}
