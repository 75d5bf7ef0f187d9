package kalem.server.importing.labels;

import java.util.Optional;

/**
 * A task that labels are for, as it was when it was looked at.
 *
 * @param version tells whether anything changed since
 * @param answerId the labels it has
 * @param isBegun a person saved or submitted it, or it is complete
 * @param fileName the external id of its asset
 */
record Target(
    String taskId,
    String stageId,
    int version,
    Optional<String> answerId,
    boolean isPreLabeled,
    boolean isBegun,
    String fileName,
    AssetFacts asset) {}
