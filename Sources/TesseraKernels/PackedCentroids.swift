internal import CTesseraKernels
internal import Refusals

/// The layouts in which the kernels read centroids: panels of a few centroids, the values of one dimension side by side.
public enum PackedCentroids {
  private static let width = Int(TESSERA_PANEL_F64)
  /// Centroids per panel of the filter.
  public static let filterWidth = Int(TESSERA_PANEL_F32)

  /// The number of elements of the Double panels.
  public static func panelElements(count: Int, dimensions: Int) -> Int {
    (count + width - 1) / width * width * dimensions
  }

  /// `count` rounded up to whole panels of the filter.
  public static func paddedFilterCount(_ count: Int) -> Int { (count + filterWidth - 1) / filterWidth * filterWidth }

  /// Packs centroids, row-major [count, dimensions], into Double panels [panel, dimension, 8], padded with infinity.
  public static func pack(_ centroids: [Double], count: Int, dimensions: Int, into panels: inout [Double]) {
    require(panels.count == panelElements(count: count, dimensions: dimensions), "the panels' size")
    let padded = panels.count / max(dimensions, 1)
    panels.withUnsafeMutableBufferPointer { panels in
      centroids.withUnsafeBufferPointer { centroids in
        for index in 0..<padded {
          let target = index / width * dimensions * width + index % width
          for column in 0..<dimensions {
            panels[target + column * width] = index < count ? centroids[index * dimensions + column] : .infinity
          }
        }
      }
    }
  }

  /// Packs -(centroid - shift) into Float panels [panel, dimension, width], padded with 0, and |centroid - shift|^2 / 2 into
  /// `halfNorms`, padded with infinity; returns an upper bound of the largest |centroid - shift|.
  ///
  /// - Parameters:
  ///   - width: centroids per panel; 1 makes it row-major.
  ///   - panels: `halfNorms.count * dimensions` elements; the padding must be 0 already.
  ///   - halfNorms: `count` rounded up to whole panels; the padding must be infinite already.
  public static func packFilter(
    _ centroids: [Double], count: Int, dimensions: Int, shift: [Double], width: Int = filterWidth,
    into panels: inout [Float], halfNorms: inout [Float]
  ) -> Double {
    require(panels.count == halfNorms.count * dimensions && halfNorms.count >= count, "the panels' size")
    var largest = 0.0
    panels.withUnsafeMutableBufferPointer { panels in
      centroids.withUnsafeBufferPointer { centroids in
        shift.withUnsafeBufferPointer { shift in
          for index in 0..<count {
            let target = index / width * dimensions * width + index % width
            var square = 0.0
            for column in 0..<dimensions {
              let offset = centroids[index * dimensions + column] - shift[column]
              panels[target + column * width] = Float(-offset)
              square += offset * offset
            }
            halfNorms[index] = Float(square / 2)
            largest = max(largest, square)
          }
        }
      }
    }
    return largest.squareRoot() * (1 + Double(dimensions + 8) * 0x1p-52)
  }
}
