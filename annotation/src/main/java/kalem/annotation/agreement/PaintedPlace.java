package kalem.annotation.agreement;

/**
 * Where a mask belongs.
 *
 * @param schemaId the brush or voxel brush class
 * @param page from 0; 0 in a volume
 */
public record PaintedPlace(String schemaId, int page) {}
