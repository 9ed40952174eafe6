import Foundation
import IndexFiles
import TesseraTestSupport
import Testing

struct ArrowListFileTests {
  /// `pyarrow.ipc.open_file` reads the resources, and `Benchmarks/exports.py` says so of others.
  @Test(arguments: [("one", [[1.5]]), ("odd", [[1, 2, 3], [4, 5, 6], [7, 8, 9]])] as [(String, [[Float]])])
  func filesAreThoseThatArrowRead(name: String, rows: [[Float]]) throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/\(name).arrow"
    try ArrowListFile.write(Matrix(rows), named: "ivf_centroids", to: path)
    if ProcessInfo.processInfo.environment["TESSERA_ACCEPT_SNAPSHOTS"] != nil {
      try Data(contentsOf: URL(filePath: path)).write(to: URL(filePath: resource("\(name).arrow")))
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(contentsOf: URL(filePath: resource("\(name).arrow"))))
  }
}
