internal import CLibrary

extension QuantizedPicture {
  /// The peak signal-to-noise ratio of the bytes of sRGB in decibels, 10 log10(255^2 / ``meanSquaredError``), rounded to six places behind the
  /// point, which are the same with every C library; nil where there is no noise.
  public var peakSignalToNoiseRatio: Double? {
    guard meanSquaredError > 0 else { return nil }
    return (10 * log10(255 * 255 / meanSquaredError) * 1e6).rounded() / 1e6
  }
}
