internal import Autograd
internal import Clustering
internal import TesseraKernels

extension Tensor where Element: TensorScalar {
  /// For each row [n, d] the index of the nearest of the codes [k, d] as the engine of `Clustering` finds it: argmin of the
  /// distance in Double, ties to the lowest. A row that is not finite goes to code 0, and so does every row beside a code that
  /// is NaN and the first of its kind.
  ///
  /// The engine reads the tensor's own elements; what is too little for it is compared directly, by the same distance. Neither number of threads nor instruction set changes an index.
  ///
  /// - Complexity: O(n k d) at most; memory O(n + k d), never n k.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func nearestCodes(
    in codebook: Tensor, threadCount: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor<Int> {
    guard shape.count == 2, codebook.shape.count == 2, codebook.areFinite, count > 0, codebook.count > 0 else {
      return nearestRows(of: codebook, file: file, line: line)
    }
    let (rows, columns) = (shape[0], shape[1])
    // The engine takes its time to prepare. (Squares of Floats neither overflow nor vanish in Double: no scale is needed.)
    if Element.self == Float.self, rows * codebook.count <= 1 << 17 {
      return nearestRows(of: codebook, file: file, line: line)
    }
    let centroids = Matrix<Double>(codebook)
    return nearestRows(of: codebook, file: file, line: line) { vectors, _ in
      let points = Matrix(rows: rows, columns: columns, borrowing: vectors) {}
      if let found = try? points.assigned(to: centroids, threadCount: threadCount) {
        return found.labels.map { Int($0) }
      }
      return Self.nearest(vectors, to: centroids, threadCount)
    }
  }

  /// Where some rows are not finite: those that are, among themselves. Where their squares are beyond numbers: in units in which
  /// they are not.
  private static func nearest(
    _ vectors: UnsafeBufferPointer<Element>, to centroids: Matrix<Double>, _ threadCount: Int?
  ) -> [Int] {
    let columns = centroids.columns
    let rows = vectors.count / columns
    var nearest = [Int](repeating: 0, count: rows)
    let finite = (0..<rows).filter { row in
      vectors[(row * columns)..<((row + 1) * columns)].allSatisfy { $0.isFinite }
    }
    var points = finite.flatMap { vectors[($0 * columns)..<(($0 + 1) * columns)].map { Double($0) } }
    var codes = centroids.elements
    let most = (points + codes).reduce(0) { Swift.max($0, $1.magnitude) }
    let unit = most > 0 ? Double(sign: .plus, exponent: Swift.min(1000, -most.exponent), significand: 1) : 1
    points = points.map { $0 * unit }
    codes = codes.map { $0 * unit }
    let matrices = [points, codes].map { Matrix(rows: $0.count / columns, columns: columns, elements: $0) }
    guard !finite.isEmpty, let found = try? matrices[0].assigned(to: matrices[1], threadCount: threadCount) else {
      return nearest
    }
    for (row, label) in zip(finite, found.labels) { nearest[row] = Int(label) }
    return nearest
  }

  /// Whether no element is infinite or NaN.
  var areFinite: Bool { elements.allSatisfy { $0.isFinite } }
}

extension Matrix where Scalar == Double {
  /// The elements of a tensor of rank 2, exactly.
  fileprivate init<Element: TensorScalar>(_ tensor: Tensor<Element>) {
    self.init(rows: tensor.shape[0], columns: tensor.shape[1]) { out in
      tensor.elements.withUnsafeBufferPointer {
        Element.widen($0.baseAddress!, count: $0.count, into: out.baseAddress!)
      }
    }
  }
}
