package kalem.annotation.ontology;

/** An option together with the question it answers. */
public record OwnedOption(SchemaClass owner, Option option) {}
