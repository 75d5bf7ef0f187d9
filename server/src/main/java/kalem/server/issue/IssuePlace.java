package kalem.server.issue;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where in its task an issue is: on an object, at a place, or nowhere in particular.
 *
 * @param objectId excludes all others
 * @param position text of a number or of a list of numbers, as the client wrote it
 * @param page page or frame from 0
 * @param pageEnd last page or frame of a range
 * @param dataIndex which data of an asset of several
 * @param plane {@code A}, {@code S} or {@code C}
 */
record IssuePlace(
    Optional<String> objectId,
    Optional<String> position,
    OptionalInt page,
    OptionalInt pageEnd,
    OptionalInt dataIndex,
    Optional<String> plane) {}
