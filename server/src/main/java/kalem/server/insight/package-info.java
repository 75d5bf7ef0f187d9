/**
 * Numbers about work: overview metrics, performance, distributions, usage. Counted by the database
 * as rows are written (migration V40), summed up by {@link kalem.server.insight.Fold}, and read by
 * requests that never go over tasks. Uses annotation and what is above it.
 */
@NullMarked
package kalem.server.insight;

import org.jspecify.annotations.NullMarked;
