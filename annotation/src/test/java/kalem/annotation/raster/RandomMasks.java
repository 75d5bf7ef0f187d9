package kalem.annotation.raster;

import java.util.random.RandomGenerator;

/** Makes masks of many kinds: noise, blocks with holes in holes, nothing and everything. */
final class RandomMasks {
  private RandomMasks() {}

  static Mask of(RandomGenerator random) {
    return of(random, 1 + random.nextInt(150), 1 + random.nextInt(40));
  }

  static Mask of(RandomGenerator random, int width, int height) {
    Mask mask = new Mask(width, height);
    switch (random.nextInt(6)) {
      case 0 -> noise(mask, random, 0.05);
      case 1 -> noise(mask, random, 0.5);
      case 2 -> noise(mask, random, 0.95);
      case 3 -> blocks(mask, random);
      case 4 -> blocks(mask.or(all(mask)), random);
      default -> {
        if (random.nextBoolean()) {
          mask.or(all(mask));
        }
      }
    }
    return mask;
  }

  private static void noise(Mask mask, RandomGenerator random, double share) {
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (random.nextDouble() < share) {
          mask.set(x, y);
        }
      }
    }
  }

  private static void blocks(Mask mask, RandomGenerator random) {
    for (int i = 0; i < 8; i++) {
      Mask block = new Mask(mask.width(), mask.height());
      int left = random.nextInt(mask.width());
      int right = left + random.nextInt(mask.width());
      int top = random.nextInt(mask.height());
      int bottom = top + random.nextInt(mask.height());
      for (int y = top; y < bottom; y++) {
        block.fillRow(y, left, right);
      }
      if (i % 2 == 0) {
        mask.or(block);
      } else {
        mask.andNot(block);
      }
    }
  }

  static Mask all(Mask like) {
    Mask all = new Mask(like.width(), like.height());
    for (int y = 0; y < all.height(); y++) {
      all.fillRow(y, 0, all.width());
    }
    return all;
  }

  /** A mask as rows of text, set where a {@code #} stands. */
  static Mask drawn(String... rows) {
    Mask mask = new Mask(rows[0].length(), rows.length);
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[y].length(); x++) {
        if (rows[y].charAt(x) == '#') {
          mask.set(x, y);
        }
      }
    }
    return mask;
  }
}
