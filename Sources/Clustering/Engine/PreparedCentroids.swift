internal import TesseraKernels

/// Centroids in scaled units, with the packed copies that the kernels read.
///
/// Memory: 8 bytes per element for the centroids, 8 for the Double panels, 4 for the filter's (when it is used).
struct PreparedCentroids {
  let count: Int
  let dimensions: Int
  /// Row-major, [count][dimensions].
  private(set) var elements: [Double]
  private(set) var panels: [Double]
  private(set) var filterPanels: [Float] = []
  private(set) var halfNorms: [Float] = []
  /// The largest distance of a centroid from the shift, rounded up.
  private(set) var reach = 0.0

  init(count: Int, dimensions: Int) {
    self.count = count
    self.dimensions = dimensions
    elements = Array(repeating: 0, count: count * dimensions)
    panels = Array(repeating: 0, count: PackedCentroids.panelElements(count: count, dimensions: dimensions))
  }

  /// Replaces the centroids.
  ///
  /// - Parameter shift: the centre of the filter's scores; nil where the filter is not used.
  mutating func update(_ centroids: [Double], filterShift shift: [Double]?) {
    elements = centroids
    PackedCentroids.pack(elements, count: count, dimensions: dimensions, into: &panels)
    guard let shift else { return }
    if filterPanels.isEmpty {
      let padded = PackedCentroids.paddedFilterCount(count)
      filterPanels = Array(repeating: 0, count: padded * dimensions)
      halfNorms = Array(repeating: .infinity, count: padded)
    }
    reach = PackedCentroids.packFilter(
      elements, count: count, dimensions: dimensions, shift: shift, into: &filterPanels, halfNorms: &halfNorms)
  }
}
