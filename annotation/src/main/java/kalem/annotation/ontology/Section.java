package kalem.annotation.ontology;

/** The three lists of a category schema. */
public enum Section {
  TOOLS("tools"),
  CLASSIFICATIONS("classifications"),
  RELATIONS("relations");

  private final String key;

  Section(String key) {
    this.key = key;
  }

  /** The name of the list in JSON. */
  public String key() {
    return key;
  }
}
