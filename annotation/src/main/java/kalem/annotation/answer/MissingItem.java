package kalem.annotation.answer;

import java.util.Optional;

/**
 * Something required that is not there.
 *
 * @param schemaId the required class
 * @param objectId the entry that lacks a nested answer; empty for what the whole asset lacks
 * @param path JSON path of the list in the answer where it belongs
 */
public record MissingItem(
    String schemaId, Optional<String> objectId, String path, String message) {}
