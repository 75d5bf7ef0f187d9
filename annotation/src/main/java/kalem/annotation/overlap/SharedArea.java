package kalem.annotation.overlap;

/** The sizes of two shapes and of what they share: areas, lengths or volumes, in one unit. */
record SharedArea(double one, double other, double both) {
  static final SharedArea NONE = new SharedArea(0, 0, 0);

  /** What is shared, of what either covers; 0 when that is nothing or beyond all numbers. */
  double share() {
    double either = one + other - both;
    double share = both / either;
    return either > 0 && share > 0 ? Math.min(share, 1) : 0;
  }

  SharedArea times(SharedArea factor) {
    return new SharedArea(one * factor.one, other * factor.other, both * factor.both);
  }

  /** Of two intervals. */
  static SharedArea ofIntervals(double from, double to, double otherFrom, double otherTo) {
    double both = Math.min(to, otherTo) - Math.max(from, otherFrom);
    return new SharedArea(to - from, otherTo - otherFrom, Math.max(0, both));
  }
}
