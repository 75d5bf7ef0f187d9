package kalem.annotation.agreement;

import java.util.List;
import java.util.OptionalInt;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.video.AnswerSpan;
import kalem.annotation.video.Track;

/** What counts as one thing in a comparison. */
sealed interface Label {
  /** The object on its page. */
  record Shape(ToolObject object) implements Label {
    @Override
    public String objectId() {
      return object.objectId();
    }

    @Override
    public OptionalInt page() {
      return object.marks().page();
    }

    @Override
    public List<ToolObject> entries() {
      return List.of(object);
    }
  }

  /** The object through a video. */
  record Moving(Track track, List<ToolObject> entries) implements Label {
    public Moving {
      entries = List.copyOf(entries);
    }

    @Override
    public String objectId() {
      return track.objectId();
    }

    @Override
    public OptionalInt page() {
      return OptionalInt.empty();
    }
  }

  /**
   * All that was painted with one class on a page.
   *
   * @param entries the entry that holds the nested answers, maybe none
   */
  record Painted(PaintedPlace place, PaintedMask mask, List<ToolObject> entries) implements Label {
    public Painted {
      entries = List.copyOf(entries);
    }

    @Override
    public String objectId() {
      return entries.isEmpty() ? "" : entries.getFirst().objectId();
    }

    @Override
    public OptionalInt page() {
      return OptionalInt.of(place.page());
    }
  }

  /**
   * All answers to one question: on one page, or through a video.
   *
   * @param spans when each answer holds; on a page all at once
   */
  record Answered(OptionalInt page, List<ClassificationAnswer> entries, List<AnswerSpan> spans)
      implements Label {
    public Answered {
      entries = List.copyOf(entries);
      spans = List.copyOf(spans);
    }

    @Override
    public String objectId() {
      return entries.getFirst().objectId();
    }
  }

  /** A relation. */
  record Tie(Relation relation) implements Label {
    @Override
    public String objectId() {
      return relation.objectId();
    }

    @Override
    public OptionalInt page() {
      return relation.marks().page();
    }

    @Override
    public List<Relation> entries() {
      return List.of(relation);
    }
  }

  /** The id of the first entry; empty for pixels without an entry. */
  String objectId();

  /** From 0; empty where the label is not one of a page. */
  OptionalInt page();

  /** The entries of the answer that make the label. */
  List<? extends Entry> entries();
}
