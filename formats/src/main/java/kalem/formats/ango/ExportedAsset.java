package kalem.formats.ango;

import java.util.List;
import java.util.Optional;
import kalem.annotation.json.JsonText;

/**
 * The asset of a row (export-format section 6).
 *
 * @param url link to the file, or the embedded content itself
 * @param dataset links to all pages; empty unless the asset has pages or parts
 * @param metadata a JSON object, {@code {}} when nothing is known
 * @param contextData a JSON object; empty when there is none
 * @param batches batch names
 * @param attachments a JSON list of {@code {type, value}}
 * @param overlay a JSON list
 */
public record ExportedAsset(
    String url,
    String assetId,
    List<String> dataset,
    String externalId,
    JsonText metadata,
    Optional<JsonText> contextData,
    List<String> batches,
    Optional<JsonText> attachments,
    Optional<JsonText> overlay) {
  public ExportedAsset {
    dataset = List.copyOf(dataset);
    batches = List.copyOf(batches);
  }
}
