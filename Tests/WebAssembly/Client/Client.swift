import Clustering
import TesseraKernels

/// Fits and prints their bits: the same source runs natively and in Embedded Swift, and prints the same.
@main
struct Client {
  static func main() {
    fits(Float.self, "float")
    fits(Double.self, "double")
    extremes()
    refusals()
    measures()
    gradients()
  }

  /// All solvers and starts, in one type.
  static func fits<Scalar: KernelScalar>(_ type: Scalar.Type, _ name: String) {
    let small = Rows(count: 600, columns: 3).matrix(of: type)
    let flat = Rows(count: 12_000, columns: 2, groups: 9).matrix(of: type)
    let wide = Rows(count: 900, columns: 130, groups: 12).matrix(of: type)
    let middle = Rows(count: 3000, columns: 17, groups: 40).matrix(of: type)
    let whole = Rows(count: 500, columns: 2, groups: 3, isWhole: true).matrix(of: type)
    fit("\(name) lloyd", small, 5) { _ in }
    fit("\(name) one cluster", small, 1) { _ in }
    fit("\(name) few dimensions", flat, 9) { _ in }
    fit("\(name) many dimensions", wide, 20) { _ in }
    fit("\(name) 300 clusters", middle, 300) { $0.maximumIterations = 12 }
    fit("\(name) ties", whole, 6) { _ in }
    fit("\(name) restarts", small, 4) { ($0.restarts, $0.seed) = (4, 11) }
    fit("\(name) newton 1.7", small, 5) { $0.solver = .newton(relaxation: 1.7) }
    fit("\(name) newton 0.3", middle, 12) { $0.solver = .newton(relaxation: 0.3) }
    fit("\(name) gradient", small, 5) { $0.solver = .gradientDescent(scalesByCount: true) }
    fit("\(name) momentum", middle, 40) {
      $0.solver = .gradientDescent(batchSize: 64, optimizer: .momentum())
      $0.maximumIterations = 60
    }
    fit("\(name) given batches", small, 5) {
      $0.solver = .gradientDescent(learningRate: 1e-3, batches: [[0, 7, 9], [5, 5], [599, 1, 2, 3]])
    }
    fit("\(name) adam", flat, 7) {
      $0.solver = .gradientDescent(learningRate: 0.05, batchSize: 100, optimizer: .adam())
      $0.maximumIterations = 80
    }
    fit("\(name) nested", flat, 9) { ($0.solver, $0.tolerance) = (.nestedBatches, 1e-3) }
    fit("\(name) random start", middle, 30) { $0.initializer = .random }
    fit("\(name) k-means||", middle, 50) { $0.initializer = .kMeansParallel(oversampling: 3, rounds: 4) }
    fit("\(name) empty clusters", small, 4) {
      $0.initializer = .given(Matrix([[0, 0, 0], [90, 0, 0], [0, 90, 0], [4, 4, 4]]))
    }
    fit("\(name) weights", small, 5, weights: (0..<600).map { Double($0 % 7) / 4 }) { _ in }
  }

  static func extremes() {
    for (name, scale, offset) in [
      ("1e150", 1e150, 0), ("1e-150", 1e-150, 0), ("subnormal", 0x1p-1060, 0), ("offset 1e8", 1, 1e8),
      ("offset -1e14", 1, -1e14),
    ] {
      let points = Rows(count: 800, columns: 4, scale: scale, offset: offset).matrix(of: Double.self)
      fit("\(name) lloyd", points, 6) { _ in }
      fit("\(name) gradient", points, 6) { ($0.solver, $0.maximumIterations) = (.gradientDescent, 40) }
    }
    fit("1e30 in Float", Rows(count: 700, columns: 4, scale: 1e30).matrix(of: Float.self), 6) { _ in }
    fit("1e-40 in Float", Rows(count: 700, columns: 4, scale: 1e-40).matrix(of: Float.self), 6) { _ in }
  }

  static func fit<Scalar: KernelScalar>(
    _ name: String, _ points: Matrix<Scalar>, _ clusterCount: Int, weights: [Double]? = nil,
    _ configure: (inout KMeans) -> Void
  ) {
    var kmeans = KMeans(clusterCount: clusterCount)
    configure(&kmeans)
    do throws(ClusteringError) {
      let model = try kmeans.fitted(to: points, weights: weights)
      var (trace, rest) = (Digest(), Digest())
      for entry in model.trace {
        trace.add(entry.iteration)
        trace.add(entry.inertia)
        trace.add(entry.batchLoss)
        trace.add(entry.changed ?? -1)
      }
      for count in model.counts { rest.add(count) }
      rest.add(model.region.radius)
      rest.add(model.isLocalMinimum ? 1 : 0)
      rest.add(model.restart)
      rest.add(model.finalLearningRate)
      let assignment = try model.assign(points)
      say([
        name, "\(model.iterations)", hexadecimal(model.inertia.bitPattern), Digest.of(model.labels).text,
        Digest.of(model.centroids.elements).text, trace.text, rest.text, Digest.of(assignment.labels).text,
      ])
    } catch {
      say([name, reason(error)])
    }
  }

  /// One line. (Embedded Swift prints no lists.)
  static func say(_ words: [String]) { print(words.joined(separator: " ")) }
}
