package kalem.annotation.ontology;

import java.util.List;

/**
 * One thing to choose. For a tree the value is the whole path, such as {@code Plant / Tree / Oak}.
 *
 * @param ancestors values of the nodes above, outermost first; empty except in trees
 */
public record Option(String schemaId, String value, List<String> ancestors) {
  public Option {
    ancestors = List.copyOf(ancestors);
  }
}
