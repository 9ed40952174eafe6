import CTessera
import TesseraC
import Testing

@Suite struct KMeansInterfaceTests {
  /// 0, 1 | 10, 12: means 0.5 and 11, and 0.5 + 2 of squares.
  @Test func rowsAreClusteredWhereTheyLie() throws {
    // Of rows of three elements the first is a column.
    let elements: [Float] = [0, -1, -1, 1, -1, -1, 10, -1, -1, 12]
    try elements.withUnsafeBytes { bytes in
      var points = tessera_matrix(
        elements: bytes.baseAddress, rows: 4, columns: 1, row_stride: 3, type: tessera_type(TESSERA_FLOAT32))
      let model = try Interface.fit(&points, clusters: 2)
      defer { tessera_model_free(model) }
      var (labels, counts, centroids) = ([Int32](repeating: -1, count: 4), [Int64](repeating: 0, count: 2), [0.0, 0])
      #expect(tessera_model_copy_labels(model, &labels) == 0)
      #expect(tessera_model_copy_counts(model, &counts) == 0)
      #expect(tessera_model_copy_centroids(model, &centroids) == 0)
      #expect(labels[0] == labels[1] && labels[2] == labels[3] && labels[0] != labels[2])
      #expect(counts == [2, 2] && centroids.sorted() == [0.5, 11])
      #expect(tessera_model_inertia(model) == 2.5)
      #expect(
        tessera_model_clusters(model) == 2 && tessera_model_dimensions(model) == 1 && tessera_model_rows(model) == 4)
      #expect(
        String(cString: tessera_model_stop_reason(model)) == "fixedPoint" && tessera_model_is_local_minimum(model))

      var (distances, inertia) = ([Double](repeating: 0, count: 4), 0.0)
      var again = [Int32](repeating: -1, count: 4)
      #expect(tessera_model_assign(model, &points, &again, &distances, &inertia) == 0)
      #expect(again == labels && distances == [0.5, 0.5, 1, 1] && inertia == 2.5)
    }
  }

  @Test func weightsCount() throws {
    try Interface.withRows([0, 1, 10], columns: 1) { points in
      let model = try Interface.fit(&points, clusters: 1, weights: [1, 1, 0])
      defer { tessera_model_free(model) }
      var centroid = 0.0
      #expect(tessera_model_copy_centroids(model, &centroid) == 0 && centroid == 0.5)
    }
  }

  @Test func startsAndOptionsAreHeeded() throws {
    try Interface.withRows([0, 1, 10, 12, 20, 22], columns: 1) { points in
      try Interface.withRows([0, 100], columns: 1) { start in
        let kmeans = try Interface.kmeans(clusters: 2)
        defer { tessera_kmeans_free(kmeans) }
        #expect(tessera_kmeans_set_start(kmeans, &start) == 0)
        #expect(tessera_kmeans_set_integer(kmeans, "max_iterations", 0) == 0)
        let model = try Interface.fit(&points, kmeans)
        defer { tessera_model_free(model) }
        var centroids = [0.0, 0]
        #expect(tessera_model_copy_centroids(model, &centroids) == 0 && centroids == [0, 100])

        #expect(
          tessera_kmeans_set_start(kmeans, nil) == 0 && tessera_kmeans_set_integer(kmeans, "max_iterations", 300) == 0)
        #expect(tessera_kmeans_set_word(kmeans, "sizes", "equal") == 0)
        let balanced = try Interface.fit(&points, kmeans)
        defer { tessera_model_free(balanced) }
        var counts: [Int64] = [0, 0]
        #expect(tessera_model_copy_counts(balanced, &counts) == 0 && counts == [3, 3])
      }
    }
  }

  /// No after the first word: the start is all that there is.
  @Test func aCallbackEndsTheFit() throws {
    try Interface.withRows((0..<200).map { Double($0 * $0 % 97) }, columns: 1) { points in
      let kmeans = try Interface.kmeans(clusters: 9)
      defer { tessera_kmeans_free(kmeans) }
      var calls = 0
      withUnsafeMutablePointer(to: &calls) { calls in
        let progress: tessera_progress = { context, _, _ in
          context!.assumingMemoryBound(to: Int.self).pointee += 1
          return false
        }
        #expect(tessera_kmeans_set_progress(kmeans, progress, calls) == 0)
        var model: OpaquePointer?
        let status = tessera_kmeans_fit(kmeans, &points, nil, &model)
        defer { tessera_model_free(model) }
        #expect(calls.pointee == 1)
        let reason = model.map { String(cString: tessera_model_stop_reason($0)) }
        #expect(status == TESSERA_INTERRUPTED ? model == nil : reason == "interrupted")
      }
    }
  }

  @Test func modelsComeBackFromTheirFiles() throws {
    try Interface.withRows([0, 1, 10, 12], columns: 1) { points in
      let model = try Interface.fit(&points, clusters: 2)
      defer { tessera_model_free(model) }
      try Interface.withFile { path in
        #expect(tessera_model_write(model, path) == 0)
        var read: OpaquePointer?
        #expect(tessera_model_read(path, &read) == 0)
        let again = try #require(read)
        defer { tessera_model_free(again) }
        var (first, second) = ([0.0, 0], [0.0, 0])
        #expect(tessera_model_copy_centroids(model, &first) == 0 && tessera_model_copy_centroids(again, &second) == 0)
        #expect(first == second)
        #expect(tessera_model_rows(again) == 0 && tessera_model_inertia(again).isNaN)
        var labels: [Int32] = [0, 0, 0, 0]
        #expect(tessera_model_copy_labels(again, &labels) == TESSERA_USAGE)
        #expect(Interface.message.contains("tessera_model_assign"))
      }
    }
  }
}
