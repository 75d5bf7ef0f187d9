package kalem.annotation.answer;

import java.util.OptionalInt;

/** What tells two entries of one answer apart: an object may occur once on every page or frame. */
public record EntryKey(String objectId, OptionalInt page) {}
