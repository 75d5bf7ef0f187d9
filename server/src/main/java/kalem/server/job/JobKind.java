package kalem.server.job;

/**
 * A kind of job.
 *
 * @param name stands in the queue, so it never changes once jobs were scheduled
 * @param argument a type that JSON can hold
 */
public record JobKind<T>(String name, Class<T> argument) {}
