import IndexFiles
import Quantization

@testable import VectorFiles

/// Indexes of other programs.
extension FuzzTarget {
  /// faiss: as points, and as an index, which is written and read again; its centroids and codebooks are those of models.
  static let faiss = FuzzTarget("faiss") { bytes in
    if let finding = FuzzedMatrix.finding(bytes, named: "x.faiss") { return finding }
    do throws(VectorFileError) {
      let index = try FaissIndex(MappedFile(borrowing: bytes, path: "x.faiss"))
      let written = FuzzFile("x.faiss")
      try index.write(to: written.path)
      guard try FaissIndex(contentsOf: written.path) == index else { return "another index comes back" }
      if let (centroids, _) = try? index.centroids(), !centroids.elements.allSatisfy(\.isFinite) {
        return "a centroid is not finite"
      }
      if let found = try? index.codebook(), let quantizer = try? found.codebook.quantizer,
        quantizer.dimensions != found.codebook.dimensions
      {
        return "the codebook has \(quantizer.dimensions) columns"
      }
      return nil
    } catch {
      return error.finding
    }
  }
}
