package kalem.server.project;

import java.util.Optional;

/** A label on assets; the name is unique in its project (workflow.md 2). */
public record Batch(String id, String name, Optional<String> description, Optional<String> color) {}
