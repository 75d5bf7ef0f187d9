package kalem.annotation.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import kalem.annotation.geometry.Point;

/**
 * Fills rings by the even-odd rule, one row of pixel centres after the other. A centre on a border
 * belongs to the shape on the right of it or below it, so that of two shapes that share the border
 * one has the pixel and the other has not.
 */
final class ScanLines {
  private static final double CENTRE = 0.5;

  private final Mask target;
  private final List<Edge> edges = new ArrayList<>();

  private ScanLines(Mask target) {
    this.target = target;
  }

  /** Adds the inside of the rings, together taken as one shape, to the mask. */
  static void fill(List<List<Point>> rings, Mask target) {
    ScanLines lines = new ScanLines(target);
    rings.forEach(lines::add);
    lines.fill();
  }

  /** The first pixel whose centre is not before the coordinate, at most the given count. */
  static int firstFrom(double coordinate, int count) {
    return (int) Math.clamp(Math.ceil(coordinate - CENTRE), 0.0, count);
  }

  private void add(List<Point> ring) {
    Point from = ring.getLast();
    for (Point to : ring) {
      add(from, to);
      from = to;
    }
  }

  /** An edge runs downwards whoever owns it, so that both owners compute the same crossings. */
  private void add(Point from, Point to) {
    boolean isDown = from.y() < to.y();
    Point top = isDown ? from : to;
    Point bottom = isDown ? to : from;
    int firstRow = firstFrom(top.y(), target.height());
    int endRow = firstFrom(bottom.y(), target.height());
    if (firstRow < endRow) {
      edges.add(new Edge(firstRow, endRow, top, bottom));
    }
  }

  private void fill() {
    edges.sort(Comparator.comparingInt(Edge::firstRow));
    List<Edge> active = new ArrayList<>();
    double[] crossings = new double[16];
    int next = 0;
    int row = 0;
    while (next < edges.size() || !active.isEmpty()) {
      if (active.isEmpty()) {
        row = edges.get(next).firstRow;
      }
      while (next < edges.size() && edges.get(next).firstRow == row) {
        active.add(edges.get(next++));
      }
      if (crossings.length < active.size()) {
        crossings = new double[2 * active.size()];
      }
      for (int i = 0; i < active.size(); i++) {
        crossings[i] = active.get(i).crossing(row + CENTRE);
      }
      fillRow(row, crossings, active.size());
      row++;
      int below = row;
      active.removeIf(edge -> edge.endRow == below);
    }
  }

  private void fillRow(int row, double[] crossings, int count) {
    Arrays.sort(crossings, 0, count);
    for (int i = 0; i + 1 < count; i += 2) {
      target.fillRow(
          row,
          firstFrom(crossings[i], target.width()),
          firstFrom(crossings[i + 1], target.width()));
    }
  }

  private record Edge(int firstRow, int endRow, Point top, Point bottom) {
    /** Multiplied before divided: then crossings that are whole or half come out exactly. */
    private double crossing(double y) {
      return top.x() + (y - top.y()) * (bottom.x() - top.x()) / (bottom.y() - top.y());
    }
  }
}
