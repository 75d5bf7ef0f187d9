package kalem.annotation.video;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Segmentation.Zone;

/**
 * A segmentation on its way: paired zones move, and so do paired holes in them; what has no partner
 * stays until half of the way or comes from there on (editors section 6.6, rule 13).
 */
final class SegmentationMotion implements Motion {
  private final Parts<Zone> zones;

  SegmentationMotion(Segmentation from, Segmentation to) {
    RegionPairs pairs = RegionPairs.of(rings(from), rings(to));
    this.zones = Parts.of(from.zones(), to.zones(), pairs, SegmentationMotion::zone);
  }

  @Override
  public Geometry at(double step, double of) {
    return new Segmentation(zones.at(step, of));
  }

  private static List<List<List<Point>>> rings(Segmentation segmentation) {
    return segmentation.zones().stream()
        .map(
            zone -> {
              List<List<Point>> rings = new ArrayList<>();
              rings.add(zone.region());
              rings.addAll(zone.holes());
              return rings;
            })
        .toList();
  }

  private static Way<Zone> zone(Zone from, Zone to) {
    PairedPoints region = PairedPoints.ofRings(from.region(), to.region());
    RegionPairs pairs =
        RegionPairs.of(
            from.holes().stream().map(List::of).toList(),
            to.holes().stream().map(List::of).toList());
    Parts<List<Point>> holes =
        Parts.of(
            from.holes(), to.holes(), pairs, (start, end) -> PairedPoints.ofRings(start, end)::at);
    return (step, of) -> new Zone(region.at(step, of), holes.at(step, of));
  }

  /** The way of one part. */
  private interface Way<P> {
    P at(double step, double of);
  }

  private interface Pairing<P> {
    Way<P> between(P from, P to);
  }

  /** A part of the first shape that stays where it is for half of the way, or moves. */
  private sealed interface Part<P> {
    record Moving<P>(Way<P> way) implements Part<P> {}

    record Vanishing<P>(P part) implements Part<P> {}
  }

  private record Parts<P>(List<Part<P>> parts, List<P> appearing) {
    private static <P> Parts<P> of(
        List<P> from, List<P> to, RegionPairs pairs, Pairing<P> pairing) {
      List<Part<P>> parts = new ArrayList<>();
      for (int i = 0; i < from.size(); i++) {
        int partner = pairs.partners().get(i);
        parts.add(
            partner == RegionPairs.NONE
                ? new Part.Vanishing<>(from.get(i))
                : new Part.Moving<>(pairing.between(from.get(i), to.get(partner))));
      }
      return new Parts<>(parts, pairs.unpaired().stream().map(to::get).toList());
    }

    private List<P> at(double step, double of) {
      boolean isFirstHalf = 2 * step < of;
      List<P> there = new ArrayList<>();
      for (Part<P> part : parts) {
        switch (part) {
          case Part.Moving<P>(Way<P> way) -> there.add(way.at(step, of));
          case Part.Vanishing<P>(P still) when isFirstHalf -> there.add(still);
          case Part.Vanishing<P> _ -> {}
        }
      }
      if (!isFirstHalf) {
        there.addAll(appearing);
      }
      return there;
    }
  }
}
