/**
 * Volumes of labels: NRRD and NIfTI-1 files whose voxels are numbers of classes (import-format
 * section 9, export-format section 8.9). Voxels lie in a temporary file and never in the heap, so
 * volumes of any size allowed need the same memory.
 *
 * <p>World coordinates are millimetres, x to the left, y to the back, z up (LPS), as DICOM has
 * them; NIfTI's and other NRRD spaces are converted.
 *
 * <p>Of the libraries for Java none was of use: niftijio holds a volume as a four-dimensional array
 * of doubles and is not kept up, zorbage-nifti reads only and into structures of its own, and for
 * NRRD there are only parts of image processing suites.
 */
@NullMarked
package kalem.formats.volume;

import org.jspecify.annotations.NullMarked;
