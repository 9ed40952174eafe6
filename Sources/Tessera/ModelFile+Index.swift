internal import Clustering
internal import IndexFiles
internal import VectorFiles

extension ModelFile {
  /// The centroids of an index of faiss.
  ///
  /// - Parameter path: what an error calls the file.
  init(_ index: FaissIndex, path: String) throws(VectorFileError) {
    do throws(IndexFileError) {
      let found = try index.centroids()
      self.init(centroids: found.centroids)
      metric = found.metric
    } catch {
      throw VectorFileError(
        kind: .badData, path: path, location: .file, problem: error.description,
        advice: "use an IndexFlatL2 of centroids, or an IndexIVFFlat or IndexIVFPQ over one")
    }
  }
}
