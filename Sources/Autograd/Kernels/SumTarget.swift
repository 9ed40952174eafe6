/// What is added up.
enum SumTerms: Sendable {
  /// The elements of the first.
  case plain
  /// The products of both, but 0 wherever the first is 0.
  case scaled
  /// The squares of the first, in Double.
  case squares
}

/// Where sums go.
enum SumTarget<Scalar: TensorScalar> {
  /// Each is complete, and is written.
  case rounded(UnsafeMutablePointer<Scalar>)
  /// Parts of sums, which are added to what is there.
  case wide(UnsafeMutablePointer<Double>)

  @inline(__always)
  func take(_ sum: Double, at place: Int) {
    switch self {
    case .rounded(let out): out[place] = Scalar(sum)
    case .wide(let out): out[place] += sum
    }
  }
}
