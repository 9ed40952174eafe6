import Clustering
import Foundation
import Matrices
import Tessera
import TesseraTestSupport
import Testing
import VectorFiles

@Suite struct MixtureFileTests {
  @Test(arguments: CovarianceKind.allCases) func aMixtureComesBackAsItWas(_ kind: CovarianceKind) throws {
    let folder = TemporaryFolder()
    let path = folder.url.appending(path: "m.safetensors").path
    var mixture = GaussianMixture(componentCount: 2)
    mixture.covariance = kind
    let points = blobs(2, rowsPerBlob: 20, columns: 3, seed: 1)
    let model = try mixture.fitted(to: points)
    let file = MixtureFile(.gaussian(model), columns: ["a", "b", "c"])
    try file.write(to: path)
    #expect(MixtureFile.isMixture(path))
    let read = try MixtureFile(contentsOf: path)
    #expect(read.columns == ["a", "b", "c"])
    guard case .gaussian(let other) = read.content else { throw WrongContent() }
    #expect(other.weights == model.weights && other.means == model.means && other.covariances == model.covariances)
    #expect(other.logLikelihood == model.logLikelihood && other.rowCount == 40)
    #expect(try read.labels(of: .double(points)) == model.assigned(.double(points)).labels)
    // A command that wants centroids says what it is.
    #expect { try ModelFile(contentsOf: path) } throws: { "\($0)".contains("mixture") }
  }

  @Test(arguments: [SoftClusters.Rule.shares(stiffness: 0.3), .powers(fuzzifier: 1.5)])
  func softClustersComeBack(_ rule: SoftClusters.Rule) throws {
    let folder = TemporaryFolder()
    let path = folder.url.appending(path: "m.safetensors").path
    let clusters = SoftClusters(rule, centroids: [[0, 1], [5, 6]], objective: -2.5, masses: [1, 2])
    try MixtureFile(.soft(clusters)).write(to: path)
    let read = try MixtureFile(contentsOf: path)
    #expect(read.content == .soft(clusters))
    #expect(try read.labels(of: .double([[0, 0], [9, 9]])) == [0, 1])
  }

  @Test func whatIsNoMixtureIsRefused() throws {
    let folder = TemporaryFolder()
    let path = folder.url.appending(path: "m.safetensors").path
    func problem(_ change: (inout SafeTensorsFile) -> Void) throws -> String {
      try MixtureFile(
        .gaussian(MixtureModel(.spherical, weights: [1], means: [[0]], covariances: [1]))
      ).write(to: path)
      var file = try SafeTensorsFile(contentsOf: path)
      change(&file)
      try file.write(to: path)
      do {
        _ = try MixtureFile(contentsOf: path)
        return ""
      } catch { return "\(error)" }
    }
    #expect(try problem { $0.tensors["covariances"] = .init([[1, 2]] as Matrix<Double>) }.contains("covariances"))
    #expect(try problem { $0.tensors["means"] = nil }.contains("means"))
    #expect(try problem { $0.metadata["kind"] = "other" }.contains("kind"))
    #expect(try problem { $0.metadata["format"] = "tessera.mixture/2" }.contains("tessera.mixture/1"))
    #expect(try problem { _ in }.isEmpty)
  }
}

private struct WrongContent: Error {}
