internal import Clustering
internal import Matrices
internal import VectorFiles

extension FaissLists {
  /// Puts rows into the lists of their nearest centroids, in their order.
  ///
  /// - Parameter given: their ids; nil: their numbers.
  mutating func fill(with rows: NumericMatrix, ids given: [Int64]?, threadCount: Int?) throws(IndexFileError) {
    guard case .vectors(let single) = coarse.content else { return }
    let centroids: Matrix<Double> = single.converted()
    guard rows.columns == centroids.columns else { throw .columnCount(rows.columns, expected: centroids.columns) }
    let labels: [Int32]
    do { labels = try rows.assigned(to: centroids, threadCount: threadCount).labels } catch { throw .data(error) }
    for label in labels { sizes[Int(label)] += 1 }
    var places: [Int] = []
    var sum = 0
    for size in sizes {
      places.append(sum)
      sum += size
    }
    ids = Array(repeating: 0, count: rows.rows)
    var targets = [Int](repeating: 0, count: rows.rows)
    for (row, label) in labels.enumerated() {
      targets[row] = places[Int(label)]
      ids[places[Int(label)]] = given?[row] ?? Int64(row)
      places[Int(label)] += 1
    }
    codes = try ordered(codes(of: rows, centroids, labels, threadCount: threadCount), targets)
  }

  /// The code of each row, in the rows' order.
  private func codes(
    of rows: NumericMatrix, _ centroids: Matrix<Double>, _ labels: [Int32], threadCount: Int?
  ) throws(IndexFileError) -> [UInt8] {
    guard let codebook else {
      return try rows.inSinglePrecision().withUnsafeElements { Array(UnsafeRawBufferPointer($0)) }
    }
    guard isOfResiduals else { return try codebook.codes(of: rows, threadCount: threadCount) }
    let columns = rows.columns
    let residuals = Matrix<Double>(rows: rows.rows, columns: columns) { target in
      for row in 0..<rows.rows {
        let label = Int(labels[row])
        for column in 0..<columns { target[row * columns + column] = rows[row, column] - centroids[label, column] }
      }
    }
    return try codebook.codes(of: .double(residuals), threadCount: threadCount)
  }

  /// Codes in the order of the lists.
  private func ordered(_ codes: [UInt8], _ targets: [Int]) -> [UInt8] {
    let size = codeSize
    return [UInt8](unsafeUninitializedCapacity: codes.count) { target, initialized in
      codes.withUnsafeBufferPointer { source in
        for (row, place) in targets.enumerated() {
          for byte in 0..<size { target.initializeElement(at: place * size + byte, to: source[row * size + byte]) }
        }
      }
      initialized = codes.count
    }
  }
}
