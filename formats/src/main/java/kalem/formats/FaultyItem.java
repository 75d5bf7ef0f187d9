package kalem.formats;

import java.util.Optional;
import kalem.annotation.Problem;

/** An element that cannot be used at all. */
public record FaultyItem(long index, Optional<String> externalId, Problem problem)
    implements ImportEntry {}
