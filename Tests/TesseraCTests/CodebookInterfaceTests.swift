import CTessera
import TesseraC
import Testing

@Suite struct CodebookInterfaceTests {
  /// Rows that are codes: nothing is lost.
  @Test(arguments: 0..<4) func codesStandForTheirRows(kind: Int) throws {
    let rows: [Double] = [0, 5, 1, 5, 0, 7, 1, 7]
    try Interface.withRows(rows, columns: 2) { points in
      let kmeans = try Interface.kmeans(clusters: kind == 2 ? 4 : 2)
      defer { tessera_kmeans_free(kmeans) }
      var made: OpaquePointer?
      let status =
        switch kind {
        case 0: tessera_codebook_train_product(&points, 2, false, kmeans, nil, &made)
        case 1: tessera_codebook_train_product(&points, 2, true, kmeans, nil, &made)
        case 2: tessera_codebook_train_residual(&points, 2, 0, kmeans, nil, &made)
        default: tessera_codebook_train_scalar(&points, 1, &made)
        }
      #expect(status == 0, "\(Interface.message)")
      let codebook = try #require(made)
      defer { tessera_codebook_free(codebook) }
      #expect(tessera_codebook_dimensions(codebook) == 2 && tessera_codebook_code_size(codebook) == 1)
      var (codes, decoded) = ([UInt8](repeating: 0, count: 4), [Double](repeating: 0, count: 8))
      #expect(tessera_codebook_encode(codebook, &points, 1, &codes) == 0)
      #expect(tessera_codebook_decode(codebook, codes, 4, &decoded) == 0)
      #expect(zip(decoded, rows).allSatisfy { ($0 - $1).magnitude < 1e-12 }, "\(decoded)")

      try Interface.withFile { path in
        #expect(tessera_codebook_write(codebook, path) == 0)
        var read: OpaquePointer?
        #expect(tessera_codebook_read(path, &read) == 0)
        let again = try #require(read)
        defer { tessera_codebook_free(again) }
        var others = [UInt8](repeating: 9, count: 4)
        #expect(tessera_codebook_encode(again, &points, 0, &others) == 0 && others == codes)
      }
    }
  }

  @Test(arguments: [true, false]) func aCallbackEndsTraining(isResidual: Bool) throws {
    try Interface.withRows((0..<64).map { Double($0 * $0 % 31) }, columns: 2) { points in
      let kmeans = try Interface.kmeans(clusters: 4)
      defer { tessera_kmeans_free(kmeans) }
      #expect(tessera_kmeans_set_progress(kmeans, { _, _, _ in false }, nil) == 0)
      var made: OpaquePointer?
      let status =
        isResidual
        ? tessera_codebook_train_residual(&points, 2, 0, kmeans, nil, &made)
        : tessera_codebook_train_product(&points, 2, true, kmeans, nil, &made)
      #expect(status == TESSERA_INTERRUPTED && made == nil)
    }
  }

  @Test func aRandomRotationSeesNoRows() throws {
    var made: OpaquePointer?
    #expect(tessera_codebook_create_random_rotation(16, 4, 7, &made) == 0)
    let codebook = try #require(made)
    defer { tessera_codebook_free(codebook) }
    let row = (0..<16).map { Double($0 * 7 % 11) }
    try Interface.withRows(row, columns: 16) { points in
      var codes = [UInt8](repeating: 0, count: Int(tessera_codebook_code_size(codebook)))
      var decoded = [Double](repeating: 0, count: 16)
      #expect(tessera_codebook_encode(codebook, &points, 0, &codes) == 0)
      #expect(tessera_codebook_decode(codebook, codes, 1, &decoded) == 0)
      let error = zip(row, decoded).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect(error < 0.05 * row.reduce(0) { $0 + $1 * $1 })
    }
  }

  /// The example of OptimalSegmentation: 1, 2 | 10, 11, 12, of which 10 weighs 5.
  @Test func aLineIsCutAtItsBest() {
    var (centroids, boundaries, inertia, found) = ([0.0, 0], [Int64](repeating: 0, count: 3), 0.0, Int64(0))
    #expect(
      tessera_segment([1, 2, 10, 11, 12], [1, 1, 5, 1, 1], 5, 2, &centroids, &boundaries, &inertia, &found) == 0)
    #expect(found == 2 && boundaries == [0, 2, 5])
    #expect(centroids[0] == 1.5 && (centroids[1] - 73.0 / 7).magnitude < 1e-14)
    #expect(tessera_segment([3, 3, 3], nil, 3, 2, &centroids, &boundaries, &inertia, &found) == 0)
    #expect(found == 1 && centroids[0] == 3 && boundaries.prefix(2) == [0, 3] && inertia == 0)
    #expect(tessera_segment([2, 1], nil, 2, 1, &centroids, &boundaries, &inertia, &found) == TESSERA_USAGE)
    #expect(Interface.message.contains("number 1") && found == 0)
  }
}
