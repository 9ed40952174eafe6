import Clustering
import Foundation
import TesseraFoundation
import Testing
import VectorFiles

struct LocalizedErrorTests {
  @Test func foundationShowsTheDescription() {
    let error: any Error = ClusteringError.tooFewDistinctRows(distinct: 1, clusterCount: 2)
    #expect(error.localizedDescription.hasPrefix("2 clusters need 2 distinct rows, but the data have only 1"))
    let other: any Error = VectorFileError(
      kind: .noInput, path: "x", location: .file, problem: "there is no such file", advice: "")
    #expect(other.localizedDescription == "x: there is no such file")
  }
}
