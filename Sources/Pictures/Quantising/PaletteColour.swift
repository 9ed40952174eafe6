/// A colour of a palette.
public struct PaletteColour: Sendable, Equatable {
  /// As it is written, in bytes.
  public let colour: SRGBColour
  /// How many pixels of the picture are nearest to it, those that are fully transparent left out.
  public let count: Int
  /// ``count`` as a share of all visible pixels.
  public let share: Double

  init(_ colour: SRGBColour, count: Int, share: Double) {
    (self.colour, self.count, self.share) = (colour, count, share)
  }
}
