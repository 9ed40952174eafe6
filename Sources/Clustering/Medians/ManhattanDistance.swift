internal import TesseraKernels

/// The canonical Manhattan distance, in Double: lane j mod 8 of eight accumulators adds |x_j - c_j|, then the tree of the
/// canonical squared distance adds the lanes. The same bits everywhere, since it is the same code.
///
/// Vectors are padded with zeros to a multiple of eight columns, which changes no sum.
enum ManhattanDistance {
  static func padded(_ dimensions: Int) -> Int { (dimensions + 7) & ~7 }

  /// - Parameter dimensions: a multiple of eight.
  @inline(__always) static func value(
    _ x: UnsafePointer<Double>, _ c: UnsafePointer<Double>, dimensions: Int
  ) -> Double {
    var sums = SIMD8<Double>()
    let (x, c) = (UnsafeRawPointer(x), UnsafeRawPointer(c))
    for start in stride(from: 0, to: 8 * dimensions, by: 64) {
      let difference =
        x.loadUnaligned(fromByteOffset: start, as: SIMD8<Double>.self)
        - c.loadUnaligned(fromByteOffset: start, as: SIMD8<Double>.self)
      sums += magnitudes(difference)
    }
    let four = sums.lowHalf + sums.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always) static func magnitudes(_ values: SIMD8<Double>) -> SIMD8<Double> {
    let bits = unsafeBitCast(values, to: SIMD8<UInt64>.self) & SIMD8(repeating: UInt64(Int64.max))
    return unsafeBitCast(bits, to: SIMD8<Double>.self)
  }

  /// The relative error of ``value(_:_:dimensions:)``, rounded up: a rounding per term, and at most d / 8 + 4 additions.
  static func error(dimensions: Int) -> Double { Double(dimensions + 16) * 0x1p-53 }
}

/// Vectors of one space in Double, padded for ``ManhattanDistance``, row-major.
struct PaddedVectors: Sendable {
  let count: Int
  let dimensions: Int
  let stride: Int
  private(set) var elements: [Double]

  /// - Parameter pads: false where nothing but the rows, one after the other, is asked for.
  init(count: Int, dimensions: Int, pads: Bool = true) {
    (self.count, self.dimensions) = (count, dimensions)
    stride = pads ? ManhattanDistance.padded(dimensions) : dimensions
    elements = Array(repeating: 0, count: count * stride)
  }

  /// - Parameter vectors: [count, dimensions].
  init<Scalar: KernelScalar>(
    _ vectors: UnsafeBufferPointer<Scalar>, count: Int, dimensions: Int, pads: Bool = true
  ) {
    self.init(count: count, dimensions: dimensions, pads: pads)
    guard let first = vectors.baseAddress else { return }
    let stride = stride
    elements.withUnsafeMutableBufferPointer { target in
      for row in 0..<count {
        Scalar.widen(first + row * dimensions, count: dimensions, into: target.baseAddress! + row * stride)
      }
    }
  }

  /// The Manhattan distance between each of these and the one of `other` at the same place.
  func distances(to other: PaddedVectors) -> [Double] {
    elements.withUnsafeBufferPointer { own in
      other.elements.withUnsafeBufferPointer { others in
        (0..<count).map {
          ManhattanDistance.value(
            own.baseAddress! + $0 * stride, others.baseAddress! + $0 * stride, dimensions: stride)
        }
      }
    }
  }
}
