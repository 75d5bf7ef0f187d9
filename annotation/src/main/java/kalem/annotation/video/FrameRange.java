package kalem.annotation.video;

/** Frames from one to another, both included. */
public record FrameRange(int from, int to) {}
