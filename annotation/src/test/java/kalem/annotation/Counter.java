package kalem.annotation;

/** Makes ids that can be told apart and foreseen. */
public final class Counter {
  private int made;

  public String next() {
    made++;
    return "made-" + made;
  }
}
