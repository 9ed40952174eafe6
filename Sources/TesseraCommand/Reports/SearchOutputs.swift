internal import Quantization
internal import Tessera
internal import VectorFiles

/// The files of a search: a line per query of the file, -1 and NaN for queries that were left out.
struct SearchOutputs {
  let neighbours: String?
  let distances: String?

  /// - Parameter data: the file of the rows, in which they have their numbers; nil: their codes.
  func write(_ found: Neighbours, _ queries: Points, _ data: DataSummary?) throws(VectorFileError) {
    let all = Array(0..<found.queries)
    let places = queries.spread(all, leftOut: -1)
    if let neighbours {
      let rows = places.flatMap { place in
        place < 0
          ? Array(repeating: -1, count: found.count)
          : found[place].map { row in data.map { Int32($0.fileRow(of: Int(row))) } ?? row }
      }
      try NumPyFile.write(rows, columns: found.count, to: OutputPlace.path(neighbours))
    }
    if let distances {
      let values = places.flatMap { place in
        (0..<found.count).map { place < 0 ? .nan : found.distances[place * found.count + $0] }
      }
      try NumPyFile.write(values, columns: found.count, to: OutputPlace.path(distances))
    }
  }
}
