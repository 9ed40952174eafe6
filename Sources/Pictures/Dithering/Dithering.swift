/// How pixels are drawn whose colour is not in the palette.
public enum Dithering: String, CaseIterable, Sendable {
  /// Each by the nearest colour of the palette, the first of several.
  case none
  /// What a pixel lacks in light is added to its neighbours that are still to come; rows run to and fro.
  ///
  /// Source: R. W. Floyd and L. Steinberg, *An adaptive algorithm for spatial greyscale*, Proceedings of the Society for Information Display 17 (1976),
  /// 75-77. Light is what the eye adds up; the nearest colour is found in the space.
  case floydSteinberg = "floyd-steinberg"
  /// Sixteen colours whose mean is about the pixel's, by lightness in the places of a matrix of 4 x 4: pixels of one colour look the same
  /// everywhere.
  ///
  /// Source: T. Knoll, *Pattern dithering*, US patent 6 606 166 (1999, expired); the matrix is that of B. E. Bayer, *An optimum method for two-level
  /// rendition of continuous-tone pictures* (1973).
  case ordered
}
