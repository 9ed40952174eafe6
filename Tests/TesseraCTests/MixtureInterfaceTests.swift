import CTessera
import TesseraC
import Testing

@Suite struct MixtureInterfaceTests {
  /// Two clouds: means -1 and 9, variances 2/3 and 8/3 beside the regularization, halves.
  private let rows = [-2.0, -1, 0, 7, 9, 11]

  private func fit(_ points: inout tessera_matrix, _ covariance: String = "spherical") throws -> OpaquePointer {
    let kmeans = try Interface.kmeans(clusters: 2)
    defer { tessera_kmeans_free(kmeans) }
    var made: OpaquePointer?
    try #require(
      tessera_mixture_fit(kmeans, covariance, 1e-9, &points, nil, &made) == 0, "\(Interface.message)")
    return try #require(made)
  }

  @Test(arguments: ["full", "diagonal", "spherical"]) func twoCloudsAreFound(covariance: String) throws {
    try Interface.withRows(rows, columns: 1) { points in
      let mixture = try fit(&points, covariance)
      defer { tessera_mixture_free(mixture) }
      var (shares, means, covariances) = ([0.0, 0], [0.0, 0], [0.0, 0])
      #expect(tessera_mixture_copy(mixture, &shares, &means, &covariances) == 0)
      let order = means[0] < means[1] ? [0, 1] : [1, 0]
      #expect((means[order[0]] + 1).magnitude < 1e-3 && (means[order[1]] - 9).magnitude < 1e-3, "\(means)")
      #expect((shares[0] - 0.5).magnitude < 1e-3)
      #expect((covariances[order[0]] - 2.0 / 3).magnitude < 1e-2, "\(covariances)")
      #expect(tessera_mixture_iterations(mixture) > 0)
      #expect(["tolerance", "fixedPoint"].contains(String(cString: tessera_mixture_stop_reason(mixture))))

      var (labels, densities) = ([Int32](repeating: 9, count: 6), [Double](repeating: 0, count: 6))
      var parts = [Double](repeating: 0, count: 12)
      #expect(tessera_mixture_assign(mixture, &points, &labels, &densities, &parts) == 0)
      #expect(labels[0] == Int32(order[0]) && labels[5] == Int32(order[1]))
      #expect((densities.reduce(0, +) / 6 - tessera_mixture_log_likelihood(mixture)).magnitude < 1e-6)
      #expect(parts[order[0]] > 0.99 && (parts[0] + parts[1] - 1).magnitude < 1e-12)
    }
  }

  @Test func aMixtureComesFromItsParameters() throws {
    try Interface.withRows(rows, columns: 1) { points in
      let fitted = try fit(&points)
      defer { tessera_mixture_free(fitted) }
      var (shares, means, covariances) = ([0.0, 0], [0.0, 0], [0.0, 0])
      #expect(tessera_mixture_copy(fitted, &shares, &means, &covariances) == 0)
      try Interface.withRows(means, columns: 1) { means in
        var made: OpaquePointer?
        #expect(tessera_mixture_create("spherical", &means, shares, covariances, &made) == 0)
        let again = try #require(made)
        defer { tessera_mixture_free(again) }
        var (first, second) = ([Double](repeating: 0, count: 6), [Double](repeating: 1, count: 6))
        #expect(tessera_mixture_assign(fitted, &points, nil, &first, nil) == 0)
        #expect(tessera_mixture_assign(again, &points, nil, &second, nil) == 0)
        #expect(first == second)
        #expect(tessera_mixture_create("spherical", &means, [0, 1], covariances, &made) == TESSERA_USAGE)
        #expect(tessera_mixture_create("round", &means, shares, covariances, &made) == TESSERA_USAGE && made == nil)
      }
    }
  }

  @Test func optionsThatAMixtureDoesNotHaveAreRefused() throws {
    try Interface.withRows(rows, columns: 1) { points in
      let kmeans = try Interface.kmeans(clusters: 2)
      defer { tessera_kmeans_free(kmeans) }
      var made: OpaquePointer?
      #expect(tessera_mixture_fit(kmeans, "full", -1, &points, nil, &made) == TESSERA_USAGE)
      #expect(Interface.message.contains("regularization"))
      #expect(tessera_kmeans_set_word(kmeans, "metric", "cosine") == 0)
      #expect(tessera_mixture_fit(kmeans, "full", 0, &points, nil, &made) == TESSERA_USAGE && made == nil)
      #expect(Interface.message.contains("metric: a mixture has no such option"))
      tessera_mixture_free(nil)
    }
  }

  @Test func aCallbackEndsIt() throws {
    try Interface.withRows(rows, columns: 1) { points in
      let kmeans = try Interface.kmeans(clusters: 2)
      defer { tessera_kmeans_free(kmeans) }
      #expect(tessera_kmeans_set_progress(kmeans, { _, _, _ in false }, nil) == 0)
      var made: OpaquePointer?
      let status = tessera_mixture_fit(kmeans, "full", 1e-6, &points, nil, &made)
      defer { tessera_mixture_free(made) }
      let reason = made.map { String(cString: tessera_mixture_stop_reason($0)) }
      #expect(status == TESSERA_INTERRUPTED ? made == nil : reason == "interrupted")
    }
  }
}
