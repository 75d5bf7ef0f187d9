/** Start-up, settings and wiring; alone sees the adapters. */
@NullMarked
package kalem.server.app;

import org.jspecify.annotations.NullMarked;
