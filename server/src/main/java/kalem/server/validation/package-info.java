/**
 * What a project asks of labels beyond its category schema (workflow section 14): a function of its
 * own in JavaScript, and a service elsewhere that is asked.
 *
 * <p>{@code LabelValidation} is the one door. Functions run in {@code ScriptRunner}: QuickJS
 * compiled to WebAssembly, in the JVM, without any way out and with bounded time and memory.
 */
@NullMarked
package kalem.server.validation;

import org.jspecify.annotations.NullMarked;
