package kalem.annotation.answer;

import java.util.Optional;
import kalem.annotation.ontology.SchemaClass;

/** Which class an incoming entry belongs to. */
sealed interface Resolution {
  record Known(SchemaClass schemaClass) implements Resolution {}

  /** Of no class of today's schema, but kept. */
  record Unknown() implements Resolution {}

  /** Reported as a fault. */
  record Refused() implements Resolution {}

  /** The class, when it is one of today's schema. */
  default Optional<SchemaClass> known() {
    return this instanceof Known(SchemaClass found) ? Optional.of(found) : Optional.empty();
  }
}
