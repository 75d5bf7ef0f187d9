package kalem.annotation.ontology;

import java.util.Optional;

/**
 * What a class asks of its labels (ontology section 3).
 *
 * @param count objects per asset, or per page when {@code perPage}
 * @param selections options chosen in one answer
 * @param length characters of one text answer
 * @param points vertices of one object
 */
public record ClassSettings(
    boolean required,
    boolean multiple,
    boolean frameSpecific,
    boolean singleSelect,
    boolean richText,
    boolean allowPartial,
    boolean disabled,
    boolean perPage,
    Optional<String> color,
    Optional<JavaScriptPattern> regex,
    Limits count,
    Limits selections,
    Limits length,
    Limits points) {}
