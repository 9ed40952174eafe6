internal import Clustering
internal import Matrices
internal import TesseraKernels

/// Rotations and codebooks, each the best for the other as it is.
struct RotationSearch {
  /// Where a search is.
  struct State {
    let rotation: Rotation
    /// One per part.
    let codebooks: [Matrix<Double>]
    /// [parts][rows].
    let labels: [[Int32]]
    /// Of all parts.
    let inertia: Double
  }

  /// Some rows less their means, on the scale.
  private let points: Matrix<Double>
  private let columns: [Range<Int>]
  private let kmeans: KMeans
  let parallel: ParallelRows
  private let means: [Double]
  /// One per row that is looked at.
  private let weights: [Double]?
  private let scale: Scale

  /// - Parameters:
  ///   - kmeans: trains a part.
  ///   - weights: one per row, up to about 1.
  ///   - rows: the most rows that are looked at, evenly chosen.
  init(
    _ points: NumericMatrix, _ columns: [Range<Int>], _ kmeans: KMeans, weights: [Double]?, updates: Int, rows: Int,
    _ parallel: ParallelRows
  ) {
    (self.columns, self.parallel) = (columns, parallel)
    var kmeans = kmeans
    kmeans.maximumIterations = min(updates, kmeans.maximumIterations)
    kmeans.restarts = 1
    kmeans.quality = .fast
    kmeans.boundsInertia = false
    kmeans.timeLimit = nil
    self.kmeans = kmeans
    // Rows without weight are not there.
    let weighty = weights.map { weights in weights.indices.filter { weights[$0] > 0 } }
    let total = weighty?.count ?? points.rows
    let count = min(rows, total)
    let chosen = (0..<count).map { place in
      let even = Int(Double(place) * Double(total) / Double(count))
      return weighty?[even] ?? even
    }
    means = points.columnMeans(ofRows: chosen)
    (self.points, scale) = points.centred(at: means, rows: chosen)
    self.weights = weights.map { weights in chosen.map { weights[$0] } }
  }

  /// A state's codebooks where the rows themselves are turned, in units of the data.
  func starts(_ state: State) -> [Matrix<Double>] {
    let mean = state.rotation.applied(to: Matrix(rows: 1, columns: means.count, elements: means))
    return zip(columns, state.codebooks).map { range, codebook in
      Matrix(rows: codebook.rows, columns: range.count) { target in
        for index in target.indices {
          let column = index % range.count
          target[index] =
            scale.multiplied(codebook[index / range.count, column]) + mean[0, range.lowerBound + column]
        }
      }
    }
  }

  /// The better of two starts.
  func start() throws(ClusteringError) -> State {
    let plain = try state(.identity(points.columns), from: nil)
    guard let turned = VarianceAllocation(points, weights: weights, columns).rotation else { return plain }
    let allotted = try state(turned, from: nil)
    return allotted.inertia < plain.inertia ? allotted : plain
  }

  /// The state after the best rotation for these codes; nil where there is nothing to turn.
  func step(from state: State) throws(ClusteringError) -> State? {
    var products = products(state)
    let size = products.withUnsafeElements { $0.reduce(0) { $0 + $1 * $1 } }.squareRoot()
    guard size > 0, size.isFinite else { return nil }
    // Directions along which nothing varies keep their rotation.
    products.withUnsafeMutableElements { products in
      state.rotation.matrix.withUnsafeElements { rotation in
        for index in products.indices { products[index] = products[index] / size + 1e-10 * rotation[index] }
      }
    }
    guard let matrix = PolarFactor.orthogonal(nearestTo: products) else { return nil }
    return try self.state(Rotation(matrix: matrix), from: state.codebooks)
  }

  private func state(_ rotation: Rotation, from starts: [Matrix<Double>]?) throws(ClusteringError) -> State {
    let turned = NumericMatrix.double(rotation.applied(to: points, parallel))
    var (codebooks, labels, inertia): ([Matrix<Double>], [[Int32]], Double) = ([], [], 0)
    for (part, range) in columns.enumerated() {
      var options = kmeans
      options.seed &+= UInt64(part)
      let rows = turned[columns: range]
      let (codebook, model) = try Codebook.trained(
        on: rows, weights: weights, by: options, from: starts?[part]
      ) { _ in }
      codebooks.append(codebook)
      labels.append(model.labels)
      inertia += model.inertia
    }
    return State(rotation: rotation, codebooks: codebooks, labels: labels, inertia: inertia)
  }

  /// The sum over rows of the turned row's approximation times the row, [dimensions, dimensions]: by codes, the sum of
  /// whose rows is made first.
  private func products(_ state: State) -> Matrix<Double> {
    let d = points.columns
    var result = [Double](repeating: 0, count: d * d)
    for (part, range) in columns.enumerated() {
      let codebook = state.codebooks[part]
      let sums = points.sums(by: state.labels[part], count: codebook.rows, weights: weights)
      codebook.withUnsafeElements { codebook in
        result.withUnsafeMutableBufferPointer { result in
          for code in 0..<(codebook.count / range.count) {
            for (place, row) in range.enumerated() {
              let value = codebook[code * range.count + place]
              for column in 0..<d { result[row * d + column] += value * sums[code * d + column] }
            }
          }
        }
      }
    }
    return Matrix(rows: d, columns: d, elements: result)
  }
}
