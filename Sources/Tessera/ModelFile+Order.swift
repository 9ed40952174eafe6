internal import Matrices
internal import VectorFiles

extension ModelFile {
  /// The centroids with their columns in the order of `names`; in their own where the model has no names.
  ///
  /// - Parameter path: what an error calls the file.
  /// - Throws: where the model has other names.
  package func centroids(named names: [String], path: String) throws(VectorFileError) -> Matrix<Double> {
    guard let columns, columns != names else { return centroids }
    var places: [SafeTensorsFile.Key: Int] = [:]
    for (place, name) in columns.enumerated().reversed() { places[SafeTensorsFile.Key(name)] = place }
    var order: [Int] = []
    for name in names {
      guard let place = places[SafeTensorsFile.Key(name)] else {
        throw VectorFileError(
          kind: .badData, path: path, location: .file,
          problem: "there is no column “\(name)”, which the data have",
          advice: "call the columns what they are called there, or leave the headings out")
      }
      order.append(place)
    }
    let centroids = centroids
    return Matrix(rows: centroids.rows, columns: order.count) { target in
      for row in 0..<centroids.rows {
        for (column, place) in order.enumerated() { target[row * order.count + column] = centroids[row, place] }
      }
    }
  }
}
