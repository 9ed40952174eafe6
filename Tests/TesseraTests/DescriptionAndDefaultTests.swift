import Clustering
import Matrices
import Tessera
import Testing

struct DescriptionAndDefaultTests {
  private let model = ModelFile(
    centroids: [[0, 1], [2, 3]], metadata: ["format": "tessera.kmeans/1", "solver": "lloyd", "columns": #"["a","b"]"#])

  @Test func modelsCanBeRead() throws {
    #expect("\(model)" == "2 centroids of 2 columns (a, b) by lloyd")
    let fitted = try KMeans(clusterCount: 2).fitted(to: [[0], [1], [9], [10]] as [[Float]])
    #expect(
      "\(fitted)"
        == "2 clusters of 4 rows, inertia 1.0 after 1 update (fixedPoint), a local minimum of radius \(fitted.region.radius!)"
    )
  }

  @Test func aModelScalesWhatItAssigns() throws {
    let points: Matrix<Double> = [[0, 100], [1, 300], [0, 900], [1, 800]]
    let scaling = ColumnScaling(.range, of: .double(points))
    let kMeans = KMeans(clusterCount: 2)
    let fitted = try kMeans.fitted(to: scaling.applied(to: points))
    let model = ModelFile(fitted, from: kMeans).scaled(by: scaling)
    #expect(try model.assign(points).labels == fitted.labels)
    #expect { try model.assign([[1]] as Matrix<Double>) } throws: {
      $0 as? ClusteringError == .dimensionMismatch(points: 1, centroids: 2)
    }
  }

  @Test func namesWithoutParenthesesAreTheDefaults() {
    var kMeans = KMeans(clusterCount: 2)
    kMeans.solver = .newton
    #expect((kMeans.solver as? Newton)?.relaxation == 1)
    kMeans.solver = .gradientDescent
    #expect((kMeans.solver as? GradientDescent)?.learningRate == nil)
    kMeans.solver = .nestedBatches
    #expect(kMeans.solver.name == "nested")
    kMeans.initializer = .kMeansParallel
    #expect(kMeans.initializer.name == "k-means-parallel")
  }
}
