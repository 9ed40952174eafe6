import IndexFiles
import Quantization
import Testing

struct CuVSArraysTests {
  @Test func centroidsAloneAreOneArray() throws {
    let arrays = try CuVSArrays(centroids: [[1, 2], [3, 4]]).arrays
    #expect(arrays.map(\.name) == ["centers"] && arrays[0].shape == [2, 2] && arrays[0].elements == [1, 2, 3, 4])
  }

  /// Codes are the last index of a codebook.
  @Test func codebooksAreTurned() throws {
    let quantizer = try ProductQuantizer(codebooks: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
    let arrays = try CuVSArrays(
      centroids: [[1, 2, 3, 4]], codebook: FaissCodebook(quantizer),
      rotation: [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]
    ).arrays
    #expect(arrays.map(\.name) == ["centers", "pq_centers", "rotation_matrix", "centers_rot"])
    #expect(arrays[1].shape == [2, 2, 2] && arrays[1].elements == [1, 3, 2, 4, 5, 7, 6, 8])
    #expect(arrays[2].elements == [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0])
    #expect(arrays[3].shape == [1, 4] && arrays[3].elements == [2, 1, 4, 3])
    let plain = try CuVSArrays(centroids: nil, codebook: FaissCodebook(quantizer)).arrays
    #expect(plain.map(\.name) == ["pq_centers", "rotation_matrix"] && plain[1].elements.reduce(0, +) == 4)
  }

  @Test func levelsAreRefused() throws {
    let levels = try ResidualQuantizer(codebooks: [[[1], [2]]])
    #expect(throws: IndexFileError.self) { try CuVSArrays(centroids: nil, codebook: FaissCodebook(levels)) }
  }
}
