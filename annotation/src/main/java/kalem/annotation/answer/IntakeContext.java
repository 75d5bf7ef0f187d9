package kalem.annotation.answer;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import kalem.annotation.geometry.ImageSize;

/**
 * What is known around labels that come in.
 *
 * @param previous the answer that is replaced or edited; decides which entries are new and which
 *     changed
 * @param imageSize size of the asset; without it bounds are not checked
 * @param pageTotal number of pages or frames; without it pages are not checked
 * @param keepUnknown entries of unknown classes are kept with a warning and not refused
 * @param path where the labels stand in the text sent, such as {@code [12]}; begins the path of
 *     every problem
 * @param newObjectId makes an object id for an entry that has none
 */
public record IntakeContext(
    IntakePolicy policy,
    Authorship author,
    Answer previous,
    Optional<ImageSize> imageSize,
    OptionalInt pageTotal,
    boolean keepUnknown,
    String path,
    Supplier<String> newObjectId) {

  public static IntakeContext of(
      IntakePolicy policy, Authorship author, Supplier<String> newObjectId) {
    return new IntakeContext(
        policy,
        author,
        Answer.EMPTY,
        Optional.empty(),
        OptionalInt.empty(),
        false,
        "",
        newObjectId);
  }

  public IntakeContext withPrevious(Answer changed) {
    return new IntakeContext(
        policy, author, changed, imageSize, pageTotal, keepUnknown, path, newObjectId);
  }

  public IntakeContext withImageSize(ImageSize changed) {
    return new IntakeContext(
        policy, author, previous, Optional.of(changed), pageTotal, keepUnknown, path, newObjectId);
  }

  public IntakeContext withPageTotal(int changed) {
    return new IntakeContext(
        policy,
        author,
        previous,
        imageSize,
        OptionalInt.of(changed),
        keepUnknown,
        path,
        newObjectId);
  }

  public IntakeContext keepingUnknown() {
    return new IntakeContext(
        policy, author, previous, imageSize, pageTotal, true, path, newObjectId);
  }

  public IntakeContext at(String changed) {
    return new IntakeContext(
        policy, author, previous, imageSize, pageTotal, keepUnknown, changed, newObjectId);
  }
}
