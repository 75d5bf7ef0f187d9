package kalem.annotation.answer;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import kalem.annotation.geometry.ImageSize;

/**
 * What is known around labels that come in.
 *
 * @param previous the answer that is replaced or edited; decides which entries are new and which
 *     changed
 * @param keepUnknown entries of unknown classes are kept with a warning and not refused
 * @param path where the labels stand in the text sent, such as {@code [12]}; begins the path of
 *     every problem
 * @param newObjectId makes an object id for an entry that has none
 * @param safeHtml takes from the answer to a rich-text question what could harm its readers
 */
public record IntakeContext(
    IntakePolicy policy,
    Authorship author,
    Answer previous,
    AssetFacts asset,
    boolean keepUnknown,
    String path,
    Supplier<String> newObjectId,
    UnaryOperator<String> safeHtml) {

  /** Of labels for an asset that nothing is known of. */
  public static IntakeContext of(
      IntakePolicy policy, Authorship author, Supplier<String> newObjectId) {
    return new IntakeContext(
        policy,
        author,
        Answer.EMPTY,
        AssetFacts.NONE,
        false,
        "",
        newObjectId,
        UnaryOperator.identity());
  }

  public IntakeContext withPrevious(Answer changed) {
    return new IntakeContext(
        policy, author, changed, asset, keepUnknown, path, newObjectId, safeHtml);
  }

  public IntakeContext withAsset(AssetFacts changed) {
    return new IntakeContext(
        policy, author, previous, changed, keepUnknown, path, newObjectId, safeHtml);
  }

  public IntakeContext withImageSize(ImageSize changed) {
    return withAsset(asset.withImageSize(changed));
  }

  public IntakeContext withPageTotal(int changed) {
    return withAsset(asset.withPageTotal(changed));
  }

  public IntakeContext withText(String changed) {
    return withAsset(asset.withText(changed));
  }

  public IntakeContext keepingUnknown() {
    return new IntakeContext(policy, author, previous, asset, true, path, newObjectId, safeHtml);
  }

  public IntakeContext at(String changed) {
    return new IntakeContext(
        policy, author, previous, asset, keepUnknown, changed, newObjectId, safeHtml);
  }

  public IntakeContext withSafeHtml(UnaryOperator<String> changed) {
    return new IntakeContext(
        policy, author, previous, asset, keepUnknown, path, newObjectId, changed);
  }
}
