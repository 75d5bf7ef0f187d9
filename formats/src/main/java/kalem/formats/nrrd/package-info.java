/**
 * NRRD files of painted voxels, as 3D Slicer reads and writes them.
 *
 * <p>Not expressed: objects, answers, relations; nested answers of a voxel brush class.
 */
@NullMarked
package kalem.formats.nrrd;

import org.jspecify.annotations.NullMarked;
