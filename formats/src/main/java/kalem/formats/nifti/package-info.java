/**
 * NIfTI-1 files of painted voxels; {@code labels.json} beside them names the labels, for which
 * NIfTI has no place.
 *
 * <p>Not expressed: colours, objects, answers, relations; nested answers of a voxel brush class.
 */
@NullMarked
package kalem.formats.nifti;

import org.jspecify.annotations.NullMarked;
