package kalem.formats;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Labels for one asset (import-format section 2.2), whichever form they came in. The keys that name
 * the asset are those given; which of them counts is decided where the assets are known.
 *
 * @param data address or embedded content of the asset
 * @param brushDataUrl empty leaves the mask as it is, an empty text removes it
 * @param medicalBrushDataUrl as {@code brushDataUrl}
 * @param labels the element as it came, to be read by {@code AnswerReader}
 */
public record ImportItem(
    long index,
    Optional<String> taskId,
    Optional<String> assetId,
    Optional<String> data,
    Optional<String> externalId,
    Optional<String> brushDataUrl,
    Optional<String> medicalBrushDataUrl,
    JsonNode labels)
    implements ImportEntry {}
