package kalem.formats;

/** One element of an import: an item, or what is left of a faulty one. */
public sealed interface ImportEntry permits ImportItem, FaultyItem {
  /** Position among all elements, from 0. */
  long index();

  /** The JSON path of the element, such as {@code [12]}. */
  default String path() {
    return "[" + index() + "]";
  }
}
