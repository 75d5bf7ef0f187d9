package kalem.server.export;

import java.time.Instant;

/**
 * The moment whose state of the database an export shows.
 *
 * @param at by this hub's clock
 * @param visible PostgreSQL's own text of it: which transactions it saw
 */
record Snapshot(Instant at, String visible) {}
