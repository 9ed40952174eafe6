import Clustering
import Matrices
import Testing

struct ReferenceTests {
  @Test(arguments: ReferenceRun.all)
  func lloydReproducesTheReference(_ run: ReferenceRun) throws {
    let (points, start) = try (run.points, run.start)
    let model = try KMeans(clusterCount: run.k).with { $0.initializer = .given(start) }.fitted(to: points)
    #expect(try model.labels == run.labels)
    #expect(model.iterations == run.updates)
    let largest = points.inDoublePrecision.elements.map(\.magnitude).max() ?? 0
    for (entry, value) in zip(model.trace, run.trace) {
      let tolerance = run.traceTolerance(at: value, rows: points.rows, columns: points.columns, largest: largest)
      #expect(abs((entry.inertia ?? .nan) - value) <= tolerance, "after \(entry.iteration) updates")
    }
  }

  @Test(arguments: ReferenceRun.all)
  func fullNewtonStepsHaveTheBitsOfLloyd(_ run: ReferenceRun) throws {
    let start = try run.start
    let lloyd = KMeans(clusterCount: run.k).with { $0.initializer = .given(start) }
    let first = try lloyd.fitted(to: run.points)
    let second = try lloyd.with { $0.solver = .newton() }.fitted(to: run.points)
    #expect(first.centroids == second.centroids)
    #expect(first.labels == second.labels)
    #expect(first.trace.map(\.inertia) == second.trace.map(\.inertia))
  }

  @Test(arguments: ReferenceRun.all.filter { $0.seedingMedian != nil && $0.name != "wine" })
  func tenRestartsLandAtOrBelowTheMedian(_ run: ReferenceRun) throws {
    let kmeans = KMeans(clusterCount: run.k).with { $0.restarts = 10 }
    let model = try kmeans.fitted(to: run.points)
    let median = run.seedingMedian ?? 0
    if model.inertia > median * (1 + 1e-9) {
      let other = try kmeans.with { $0.seed = 1 }.fitted(to: run.points)
      #expect(other.inertia <= median * (1 + 1e-9))
    }
  }
}
