package kalem.annotation.answer;

import kalem.annotation.ontology.SchemaClass;

/** Which class an incoming entry belongs to. */
sealed interface Resolution {
  record Known(SchemaClass schemaClass) implements Resolution {}

  /** Of no class of today's schema, but kept. */
  record Unknown() implements Resolution {}

  /** Reported as a fault. */
  record Refused() implements Resolution {}
}
