package kalem.formats.ango;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import kalem.formats.ImportEntry;
import tools.jackson.databind.JsonNode;

/** Where the elements of an import come from. */
interface ElementSource extends Iterator<ImportEntry>, AutoCloseable {
  /** Members of the request around the elements, as far as they were met. */
  default Map<String, JsonNode> request() {
    return Map.of();
  }

  /**
   * Passes over the next element without reading it, which is several times as fast.
   *
   * @throws java.util.NoSuchElementException when there is none
   */
  void skip();

  @Override
  void close() throws IOException;
}
