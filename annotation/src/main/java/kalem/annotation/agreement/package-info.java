/**
 * How much several labelings of one asset agree (workflow sections 4.10, 11 and 12). All of it is
 * computing: nothing is read or stored here.
 *
 * <p>One object compares, made for the schema, the settings and the asset; everything else is what
 * it answers:
 *
 * <pre>{@code
 * Agreement agreement = new Agreement(schema, AgreementRules.of(config), AssetExtent.image(size));
 *
 * Consensus consensus = agreement.consensus(judgments);         // in the order of submission
 * consensus.judgments();                                        // scores, and why, label by label
 * consensus.pairwise();                                         // each with each
 * Adjudication answer = consensus.adjudicate(AdjudicationMethod.BEST, entered, newObjectId);
 * boolean leavesByAgreement = AgreementThreshold.of(config).isReached(answer);
 *
 * BenchmarkScore score = agreement.benchmark(gold, attempt);
 *
 * RaterStatistics.of(consensus.ratings().get(schemaId));        // kappas and alpha; concatenate
 *                                                               // the items of many tasks first
 * }</pre>
 *
 * <p>Masks of brushes are not part of an answer and are given with each {@code Judgment}; a painted
 * class without a mask counts as not there.
 *
 * <p>What is compared: tools, questions and relations of the schema's own lists. Objects of images,
 * PDFs and volumes are matched page by page, objects of videos as tracks, the answers to a question
 * as one thing on each page or through the video. Two labelings cost, for each class and page with
 * n objects, the sort by position, one comparison for each pair whose extents meet, at most {@code
 * Candidates.MOST_PAIRS} times two, and the assignment ({@link
 * kalem.annotation.agreement.Assignment}).
 */
@NullMarked
package kalem.annotation.agreement;

import org.jspecify.annotations.NullMarked;
