/**
 * The durable job queue: work that must happen, once, whatever crashes. A job is a row written in
 * the transaction that wants it; any node picks it up. Features declare a {@link
 * kalem.server.job.JobKind} and a {@link kalem.server.job.JobHandler} for it, and schedule through
 * {@link kalem.server.job.Jobs}.
 *
 * <p>A job whose node died is picked up again by another one, or by the same one after its restart.
 * So a handler may see the same argument twice and begins from the start each time.
 */
@NullMarked
package kalem.server.job;

import org.jspecify.annotations.NullMarked;
