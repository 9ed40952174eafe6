internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Tessera
internal import VectorFiles

/// The file of `fit -o`.
struct ModelOutput {
  let model: KMeansModel
  let options: KMeans
  let points: Points

  private var centroids: Matrix<Double> { points.restored(model.centroids) }

  /// Whether such a file holds more than centroids.
  static func isWhole(_ path: String) -> Bool { ModelFile.isSafeTensors(path) }

  /// Throws a usage error where a name does not say how the model is to be written.
  static func check(_ path: String) throws {
    if ModelFile.isSafeTensors(path) || path == "-" { return }
    guard OutputPlace.formats.format(namedBy: path) != nil else {
      let suffixes = OutputFormats.list([".safetensors"] + OutputPlace.formats.suffixes)
      throw ValidationError("The name of the model ends in \(suffixes): \(path.shown).")
    }
  }

  /// Writes the whole model as safetensors, or the centroids in the type of the data (float32 for integers) and in its
  /// units as `.npy`, or as a table with the names of the columns.
  func write(to path: String, _ data: DataOptions) throws(VectorFileError) {
    if ModelFile.isSafeTensors(path) {
      var file = ModelFile(model, from: options)
      if points.data.hasNames { file.columns = points.data.columns.map(\.title) }
      if let scaling = points.scaling { file = file.scaled(by: scaling) }
      try file.write(to: path)
    } else {
      let place = OutputPlace(path)
      let headings = points.data.hasNames ? points.data.columns.map(\.title) : []
      for (heading, name) in zip(headings, place.format.columnNames(headings)) where name != heading {
        data.note("\(OutputPlace.shown(path)): the column “\(heading.shown)” is called “\(name.shown)” there")
      }
      try place.format.write(centroids, headings: headings, type: points.data.elementType, to: place.path)
    }
  }
}
