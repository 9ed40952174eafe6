import Tessera

// The examples of the page, line by line: DocumentationTests compares them. The formatter would break their comments.
// swift-format-ignore
struct IndexExamples {
  func theFrontPage(_ model: KMeansModel, _ points: Matrix<Float>) throws {
    let index = try FaissExport(centroids: model.centroids).index(of: .float(points))
    try index.write(to: "index.faiss")                                     // faiss.read_index("index.faiss").search(q, 10)
    try CentroidTable(centroids: model.centroids).write(to: "centroids.csv")
    let arrays = try LanceArrays(centroids: model.centroids).arrays
    try ArrowListFile.write(arrays[0].matrix, named: arrays[0].name, to: "ivf_centroids.arrow")
    let centroids = try FaissIndex(contentsOf: "index.faiss").centroids().centroids
    _ = centroids
  }
}
