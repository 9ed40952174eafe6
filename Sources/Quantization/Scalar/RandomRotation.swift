internal import Clustering

/// A rotation that looks random, without a matrix: signs and Hadamard transforms, three times over.
///
/// Where the number of dimensions is no power of two, one transform takes the first components and one the last, as many as a power
/// of two below, so that all are mixed; between two rounds the components change places.
///
/// Source: N. Ailon, B. Chazelle, *The fast Johnson-Lindenstrauss transform* (2009), DOI 10.1137/060673096.
/// - Complexity: O(d log d) per row. Memory: O(d).
struct RandomRotation: Sendable, Equatable {
  private static let rounds = 3

  let dimensions: Int
  /// [2 * rounds][dimensions], 1 or -1.
  private let signs: [Double]
  /// [rounds][dimensions]: where each component goes.
  private let places: [Int]
  /// The power of two that a transform takes.
  private let width: Int
  /// What makes it orthogonal.
  private let factor: Double

  init(dimensions: Int, seed: UInt64) {
    self.dimensions = dimensions
    var generator = SeededGenerator(seed: seed, stream: 0x726F_7461_7465)
    signs = (0..<(2 * Self.rounds * dimensions)).map { _ in generator.next() >> 63 == 0 ? 1 : -1 }
    places = (0..<Self.rounds).flatMap { _ in
      var order = Array(0..<dimensions)
      for place in stride(from: dimensions - 1, to: 0, by: -1) {
        order.swapAt(place, generator.index(below: place + 1))
      }
      return order
    }
    width = 1 << (Int.bitWidth - 1 - dimensions.leadingZeroBitCount)
    factor = 1 / Double(width).squareRoot()
  }

  /// Turns a row in place.
  ///
  /// - Parameter scratch: as long.
  func apply(_ x: UnsafeMutablePointer<Double>, _ scratch: UnsafeMutablePointer<Double>) {
    for round in 0..<Self.rounds {
      transform(x, signs: 2 * round)
      if width < dimensions { transform(x + (dimensions - width), signs: 2 * round + 1) }
      for index in 0..<dimensions { scratch[places[round * dimensions + index]] = x[index] }
      x.update(from: scratch, count: dimensions)
    }
  }

  /// Turns a row back.
  func revert(_ x: UnsafeMutablePointer<Double>, _ scratch: UnsafeMutablePointer<Double>) {
    for round in (0..<Self.rounds).reversed() {
      for index in 0..<dimensions { scratch[index] = x[places[round * dimensions + index]] }
      x.update(from: scratch, count: dimensions)
      if width < dimensions { untransform(x + (dimensions - width), signs: 2 * round + 1) }
      untransform(x, signs: 2 * round)
    }
  }

  private func transform(_ x: UnsafeMutablePointer<Double>, signs row: Int) {
    for index in 0..<width { x[index] *= signs[row * dimensions + index] * factor }
    hadamard(x)
  }

  private func untransform(_ x: UnsafeMutablePointer<Double>, signs row: Int) {
    hadamard(x)
    for index in 0..<width { x[index] *= signs[row * dimensions + index] * factor }
  }

  private func hadamard(_ x: UnsafeMutablePointer<Double>) {
    var half = 1
    while half < width {
      for start in stride(from: 0, to: width, by: 2 * half) {
        for index in start..<(start + half) {
          let (a, b) = (x[index], x[index + half])
          (x[index], x[index + half]) = (a + b, a - b)
        }
      }
      half *= 2
    }
  }
}
