import Matrices
import Mixtures
import Testing
import VectorFiles

/// scikit-learn's mixtures from the same starts.
@Suite struct ReferenceTests {
  struct Reference: Sendable, CustomStringConvertible {
    var name: String
    var k: Int
    var kind: CovarianceKind
    var iterations: Int
    var logLikelihood: Double
    var weights: [Double]

    var description: String { "\(name) k=\(k) \(kind)" }

    var prefix: String { "\(name)/k\(k).gmm_\(kind == .diagonal ? "diag" : kind.rawValue)" }
  }

  static let all: [Reference] = [
    .init(
      name: "faithful", k: 2, kind: .full, iterations: 22, logLikelihood: -4.155382206592259,
      weights: [0.35587289892753526, 0.6441271010724646]),
    .init(
      name: "faithful", k: 2, kind: .diagonal, iterations: 13, logLikelihood: -4.219876296118813,
      weights: [0.35651674391007054, 0.6434832560899294]),
    .init(
      name: "faithful", k: 2, kind: .spherical, iterations: 21, logLikelihood: -6.285034125652289,
      weights: [0.3670505983009054, 0.6329494016990946]),
    .init(
      name: "gag_wut_mk1", k: 3, kind: .full, iterations: 397, logLikelihood: -4.088800053734895,
      weights: [0.13078808089230867, 0.6672667411378717, 0.20194517796981967]),
    .init(
      name: "gag_wut_mk1", k: 3, kind: .diagonal, iterations: 911, logLikelihood: -4.26090555027716,
      weights: [0.1197293349199636, 0.6799586878426809, 0.20031197723735558]),
    .init(
      name: "gag_wut_mk1", k: 3, kind: .spherical, iterations: 156, logLikelihood: -4.3136504526791715,
      weights: [0.29576809895853184, 0.6894377134905718, 0.014794187550896258]),
    .init(
      name: "iris", k: 3, kind: .full, iterations: 68, logLikelihood: -1.3496878126345777,
      weights: [0.24826068996173092, 0.08507076408869318, 0.6666685459495759]),
    .init(
      name: "iris", k: 3, kind: .diagonal, iterations: 131, logLikelihood: -2.0457364043080584,
      weights: [0.3333333333326234, 0.30514764040418946, 0.3615190262631873]),
    .init(
      name: "iris", k: 3, kind: .spherical, iterations: 87, logLikelihood: -2.952788487232726,
      weights: [0.15410814335140058, 0.17922518943936808, 0.6666666672092314]),
  ]

  @Test(arguments: all) func theSameStartLeadsToTheSameMixture(_ reference: Reference) throws {
    let points = try points("\(reference.name)/X.npy")
    let start = try read("\(reference.name)/k\(reference.k).init.npy").inDoublePrecision
    let model = try GaussianMixture(reference.k, reference.kind, from: start).fitted(to: points)
    #expect(abs(model.iterations - reference.iterations) <= 1)
    #expect(abs(model.logLikelihood - reference.logLikelihood) < 1e-9)
    #expect(difference(model.weights, reference.weights) < 1e-5)
    let means = try read("\(reference.prefix)_means.npy").inDoublePrecision
    #expect(difference(model.means.elements, means.elements) < 1e-5)
    let labels = try VectorFileReader().readLabels(resource("\(reference.prefix)_labels.npy")).map(Int32.init)
    #expect(try model.assigned(points).labels == labels)
  }
}

private func read(_ path: String) throws -> NumericMatrix { try points(path) }
