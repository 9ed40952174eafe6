import Clustering
import Matrices
import TesseraTestSupport
import Testing
import VectorFiles

@testable import Tessera

/// What a model says about the fit that made it.
@Suite struct ModelFileTests {
  @Test func everythingThatRepeatsTheFitIsRecorded() throws {
    var options = KMeans(clusterCount: 2)
    options.seed = 18_446_744_073_709_551_615
    options.solver = .newton()
    options.initializer = .random
    let model = try options.fitted(to: [[0, 0], [0, 2], [10, 0], [10, 2]] as Matrix<Double>)
    let file = ModelFile(model, from: options)
    #expect(file.centroids == model.centroids)
    #expect(
      file.metadata == [
        "format": "tessera.kmeans/1", "version": TesseraVersion.current, "solver": "newton", "initializer": "random",
        "seed": "18446744073709551615", "inertia": "\(model.inertia)", "iterations": "\(model.iterations)",
        "stopReason": "fixedPoint", "rows": "4", "localMinimum": "true", "quality": "fast", "method": "flat",
      ])
  }

  @Test func aFitThatWasCutOffIsNoMinimum() throws {
    var options = KMeans(clusterCount: 2)
    options.initializer = .given([[0], [1]])
    options.maximumIterations = 0
    let model = try options.fitted(to: [[0], [2], [10]] as Matrix<Double>)
    let metadata = ModelFile(model, from: options).metadata
    #expect(metadata["localMinimum"] == "false")
    #expect(metadata["stopReason"] == "maxIterations")
    #expect(metadata["iterations"] == "0")
    #expect(metadata["initializer"] == "given")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func aModelThatIsNotFiniteIsRefused(_ bad: Double) throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/model.safetensors"
    try ModelFile(centroids: [[1, 2], [3, bad]]).write(to: path)
    let error = #expect(throws: VectorFileError.self) { try ModelFile(contentsOf: path) }
    #expect(error?.location == .row(1, column: 1))
  }

  @Test func aModelIsToldByItsContent() throws {
    let folder = TemporaryFolder()
    try ModelFile(centroids: [[1, 2], [3, 4]], metadata: ["a": "b"]).write(to: folder.path + "/model")
    let file = try ModelFile(contentsOf: folder.path + "/model")
    #expect(file.centroids == [[1, 2], [3, 4]] && file.metadata == ["a": "b"])
    // One tensor may be named as that of any other file.
    #expect(try ModelFile(contentsOf: folder.path + "/model:centroids").metadata == [:])
  }

  @Test(arguments: ["tessera.kmeans/2", "tessera.checkpoint/2"]) func aModelOfAnotherFormatIsRefused(_ format: String)
    throws
  {
    let folder = TemporaryFolder()
    let path = folder.path + "/m.safetensors"
    try ModelFile(centroids: [[1, 2]], metadata: ["format": format, "version": "9.1"]).write(to: path)
    let error = #expect(throws: VectorFileError.self) { try ModelFile(contentsOf: path) }
    #expect(error?.problem == "the model's format is \(format), and this version reads tessera.kmeans/1")
    #expect(error?.advice.contains("(9.1)") == true)
    // What others write beside their tensors is theirs.
    try ModelFile(centroids: [[1, 2]], metadata: ["format": "pt"]).write(to: path)
    #expect(try ModelFile(contentsOf: path).centroids == [[1, 2]])
  }

  @Test(arguments: [("4", "5"), ("9223372036854775807", "1"), ("-3", "1"), ("x", "1")])
  func stepsByPartsAreCounted(_ iterations: String, _ next: String) throws {
    var file = ModelFile(centroids: [[1], [5]], metadata: ["iterations": iterations])
    file.previousCentroids = [[0], [5]]
    let part = try PartialStatistics(of: .double([[0], [2], [6]]), at: file.centroids)
    #expect(file.next(after: part).metadata["iterations"] == next)
  }

  @Test func centroidsAreFoundByTheNamesOfTheirColumns() throws {
    var file = ModelFile(centroids: [[1, 2], [3, 4]])
    #expect(file.columns == nil)
    #expect(try file.centroids(named: ["b", "a"], path: "m") == file.centroids)
    file.columns = ["a", #""b""#]
    #expect(file.columns == ["a", #""b""#])
    #expect(try file.centroids(named: [#""b""#, "a"], path: "m") == [[2, 1], [4, 3]])
    #expect(throws: VectorFileError.self) { try file.centroids(named: ["a", "c"], path: "m") }
    // Names for another number of columns are none.
    file.metadata["columns"] = #"["a"]"#
    #expect(file.columns == nil)
  }
}
