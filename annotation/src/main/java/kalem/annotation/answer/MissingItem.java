package kalem.annotation.answer;

import java.util.Optional;

/**
 * Something required that is not there, or that breaks a limit of its class.
 *
 * @param schemaId the class that asks for it
 * @param objectId the entry that lacks a nested answer or breaks a limit; empty for what concerns
 *     the whole asset
 * @param path JSON path of the list in the answer where it belongs, or of the entry at fault
 */
public record MissingItem(
    String schemaId, Optional<String> objectId, String path, String message) {}
