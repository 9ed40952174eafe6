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

  /// From the callback, as it could be from any thread: the next fit by these options is not ended.
  @Test func aWishEndsWhatRunsAndNothingLater() throws {
    try Interface.withRows((0..<200).map { Double($0 * $0 % 97) }, columns: 1) { points in
      let kmeans = try Interface.kmeans(clusters: 9)
      defer { tessera_kmeans_free(kmeans) }
      tessera_kmeans_cancel(kmeans)
      let wish: tessera_progress = { context, _, _ in
        tessera_kmeans_cancel(OpaquePointer(context!))
        return true
      }
      #expect(tessera_kmeans_set_progress(kmeans, wish, UnsafeMutableRawPointer(kmeans)) == 0)
      var model: OpaquePointer?
      let status = tessera_kmeans_fit(kmeans, &points, nil, &model)
      let reason = model.map { String(cString: tessera_model_stop_reason($0)) }
      #expect(status == TESSERA_INTERRUPTED ? model == nil : reason == "interrupted")
      tessera_model_free(model)
      #expect(tessera_kmeans_set_progress(kmeans, nil, nil) == 0)
      let next = try Interface.fit(&points, kmeans)
      defer { tessera_model_free(next) }
      #expect(String(cString: tessera_model_stop_reason(next)) == "fixedPoint")
    }
  }

  /// Of 0 and 3, 4 to 0, 0 and 6, 8: 0, 10 and 5, 5.
  @Test func distancesToAllCentroidsAreTold() throws {
    try Interface.withRows([0, 0, 6, 8], columns: 2) { centroids in
      var made: OpaquePointer?
      #expect(tessera_model_create(&centroids, &made) == 0)
      let model = try #require(made)
      defer { tessera_model_free(model) }
      var distances = [Double](repeating: -1, count: 4)
      try Interface.withRows([0, 0, 3, 4], columns: 2) { points in
        #expect(tessera_model_distances(model, &points, 1, &distances) == 0)
      }
      #expect(distances == [0, 10, 5, 5])
      // Squares that vanish, and squares that are too large.
      try Interface.withRows([3e-200, 4e-200, 3e200, 4e200], columns: 2) { points in
        #expect(tessera_model_distances(model, &points, 0, &distances) == 0)
        #expect((distances[0] / 5e-200 - 1).magnitude < 1e-15 && (distances[2] / 5e200 - 1).magnitude < 1e-15)
      }
      try Interface.withRows([0, 0, 1, .nan], columns: 2) { points in
        #expect(tessera_model_distances(model, &points, 0, &distances) == TESSERA_DATA)
        #expect(Interface.message.contains("row 1, column 1"))
      }
      try Interface.withRows([0, 0, 1], columns: 3) { points in
        #expect(tessera_model_distances(model, &points, 0, &distances) == TESSERA_DATA)
      }
    }
  }

  /// 0, 5 is 4 from 0, 1 by place, and 0 by direction.
  @Test func aModelHasTheMetricOfOptions() throws {
    try Interface.withRows([1, 0, 0, 1], columns: 2) { centroids in
      let kmeans = try Interface.kmeans(clusters: 2)
      defer { tessera_kmeans_free(kmeans) }
      for (metric, distance) in [("euclidean", 4.0), ("cosine", 0)] {
        #expect(tessera_kmeans_set_word(kmeans, "metric", metric) == 0)
        var made: OpaquePointer?
        #expect(tessera_model_create_like(kmeans, &centroids, &made) == 0)
        let model = try #require(made)
        defer { tessera_model_free(model) }
        var (labels, nearest, all) = ([Int32(9)], [9.0], [0.0, 0])
        try Interface.withRows([0, 5], columns: 2) { points in
          #expect(tessera_model_assign(model, &points, &labels, &nearest, nil) == 0)
          #expect(tessera_model_distances(model, &points, 0, &all) == (metric == "cosine" ? Int32(TESSERA_USAGE) : 0))
        }
        #expect(labels == [1] && nearest == [distance], "\(metric)")
      }
      try Interface.withRows([1, 0, 0, 9], columns: 2) { centroids in
        var made: OpaquePointer?
        #expect(tessera_model_create_like(kmeans, &centroids, &made) == TESSERA_USAGE && made == nil)
        #expect(Interface.message.contains("centroid 1 has length 9.0"))
      }
      let three = try Interface.kmeans(clusters: 3)
      defer { tessera_kmeans_free(three) }
      var made: OpaquePointer?
      #expect(tessera_model_create_like(three, &centroids, &made) == TESSERA_USAGE && made == nil)
    }
  }
}
