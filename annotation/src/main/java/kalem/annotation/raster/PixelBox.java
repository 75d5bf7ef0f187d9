package kalem.annotation.raster;

/** An upright rectangle of whole pixels: its top-left pixel and its size, both positive. */
public record PixelBox(int x, int y, int width, int height) {}
