internal import CTesseraKernels
internal import Refusals

/// A few directions that are nearly orthonormal, along which rows are sketched: y = x - shift becomes its products with them
/// and, as one number more, the length of what they leave of it. Sketches are hardly farther from each other than the rows.
///
/// With Q the directions in columns and R = I - QQ', |Q'v|^2 + |Rv|^2 <= (1 + growth') |v|^2 for every v, and lengths |Ry| differ
/// by |Rv| at most: so |x - c| is at least the distance of the sketches divided by ``growth``, but for what rounding
/// moves them by (`noise`, `leak`).
public struct SketchDirections: Sendable {
  /// [count / 16][dimensions][16].
  private var panels: [Float]
  public private(set) var count: Int
  public let dimensions: Int
  /// How far the directions are from orthonormal: the norm of Q'Q - I, or more.
  private let skew: Double

  /// The multiples of it that there may be.
  public static let width = Int(TESSERA_SKETCH_PANEL)

  /// - Parameter rows: row-major, [count, dimensions], orthonormal but for rounding; a multiple of ``width`` of them.
  public init(_ rows: [Float], count: Int, dimensions: Int) {
    self.init(rows, count: count, dimensions: dimensions, skew: Self.skew(rows, count, dimensions))
  }

  /// Vectors that may be anything: for products with them, which have no bounds then.
  public init(unchecked rows: [Float], count: Int, dimensions: Int) {
    self.init(rows, count: count, dimensions: dimensions, skew: 0)
  }

  private init(_ rows: [Float], count: Int, dimensions d: Int, skew: Double) {
    require(count % Self.width == 0 && rows.count == count * d, "whole panels of directions")
    (self.count, dimensions, self.skew) = (count, d, skew)
    var panels = [Float](repeating: 0, count: count * d)
    for direction in 0..<count {
      let (panel, lane) = (direction / Self.width, direction % Self.width)
      for column in 0..<d { panels[(panel * d + column) * Self.width + lane] = rows[direction * d + column] }
    }
    self.panels = panels
  }

  /// The first of them.
  ///
  /// - Parameter count: a multiple of ``width``.
  public func prefix(_ count: Int) -> SketchDirections {
    var some = self
    some.panels.removeLast((self.count - count) * dimensions)
    some.count = count
    // A part of Q'Q - I is no larger than all of it.
    return some
  }

  /// The Frobenius norm of Q'Q - I, rounded up.
  private static func skew(_ rows: [Float], _ count: Int, _ d: Int) -> Double {
    var square = 0.0
    rows.withUnsafeBufferPointer { rows in
      for first in 0..<count {
        for second in 0...first {
          let off =
            product(rows.baseAddress! + first * d, rows.baseAddress! + second * d, d) - (first == second ? 1 : 0)
          square += (first == second ? 1 : 2) * off * off
        }
      }
    }
    return square.squareRoot() * (1 + 0x1p-30) + Double((d + 16) * count) * 0x1p-52
  }

  private static func product(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ d: Int) -> Double {
    var sums = SIMD8<Double>(repeating: 0)
    var column = 0
    while column + 8 <= d {
      let x8 = UnsafeRawPointer(x + column).loadUnaligned(as: SIMD8<Float>.self)
      let y8 = UnsafeRawPointer(y + column).loadUnaligned(as: SIMD8<Float>.self)
      sums += SIMD8<Double>(x8) * SIMD8<Double>(y8)
      column += 8
    }
    var sum = sums.sum()
    while column < d {
      sum += Double(x[column]) * Double(y[column])
      column += 1
    }
    return sum
  }

  /// |x - c| is at least the distance of their sketches, less what rounding moves these by, divided by it.
  public var growth: Float { (Float(1 + skew).nextUp) * (1 + 0x1p-22) }

  /// How far products with the directions may be off, for a row of length 1: each adds up 64 terms at a time, and rows are
  /// rounded to Float first.
  private var noise: Double {
    let additions = Double(64 + dimensions / 64 + dimensions / 2048 + 6)
    return (1 + skew) * 0x1.04p-24 * (Double(count).squareRoot() * additions + 1)
  }

  func withView<Result>(_ body: (tessera_sketch_directions) -> Result) -> Result {
    // |Ry|^2 is |y|^2 - |Q'y|^2 but for skew |Q'y|^2 and what the products' errors make of their square.
    let leak = (1 + skew) * (skew + 2.1 * noise) + Double(dimensions + 16) * 0x1p-51
    return panels.withUnsafeBufferPointer {
      body(tessera_sketch_directions(panels: $0.baseAddress!, count: count, noise: noise, leak: leak))
    }
  }
}

extension Kernels {
  /// Sketches of some rows, row-major [rows, directions + 1], and at least how far each may be from what it stands for.
  ///
  /// - Precondition: ``hasNarrowRows``.
  public func sketch<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, rows: Range<Int>, shift: UnsafePointer<Double>,
    along directions: SketchDirections, into out: UnsafeMutablePointer<Float>, slacks: UnsafeMutablePointer<Float>
  ) {
    directions.withView { view in
      withUnsafePointer(to: view) { view in
        Scalar.rowKernels(of: self).pointee.sketch?(
          points, rowStride, rows.lowerBound, rows.count, directions.dimensions, shift, view, out, slacks)
      }
    }
  }
}
