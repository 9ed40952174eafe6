import Matrices
import Testing

@testable import VectorFiles

/// gzip and zstandard around anything.
struct PackedTests {
  @Test(arguments: [
    "table.csv.gz", "members.csv.gz", "table.csv.zst", "frames.csv.zst", "twice.csv.gz.zst", "table.npy.gz",
  ])
  func whatIsPackedIsReadAsIfItWereNot(name: String) throws {
    let data = try VectorFileReader().read(resource("packed/\(name)"))
    #expect(data.points == ZipTests.matrix)
    if name.contains("csv") { #expect(data.columns.map(\.title) == ["a", "b"]) }
  }

  @Test func theNameWithinTellsTheFormat() throws {
    let data = try VectorFileReader().read(resource("packed/rows.fvecs.gz"))
    #expect(data.elementType == .float32)
    #expect(data.points.inDoublePrecision == ZipTests.matrix.inDoublePrecision)
  }

  @Test(arguments: [("table.csv.gz", "gzip"), ("table.csv.zst", "zstandard")])
  func damageIsAnErrorWithItsPlace(name: String, method: String) throws {
    let good = contents(resource("packed/\(name)"))
    for length in 4..<good.count {
      let error = failure { () throws(VectorFileError) in try read(Array(good[..<length])) }
      #expect(error?.kind == .badData && error?.location == .byte(length), "\(length): \(String(describing: error))")
      #expect(error?.problem.contains("\(method) bytes end too early") == true)
    }
    var flipped = good
    flipped[good.count - 7] ^= 1
    let error = failure { () throws(VectorFileError) in try read(flipped) }
    #expect(error?.problem.contains("\(method) bytes are damaged") == true, "\(String(describing: error))")
    if case .byte = error?.location {} else { Issue.record("no place") }
  }

  @Test func whatFollowsGzipIsGzipOrZeros() throws {
    let good = contents(resource("packed/table.csv.gz"))
    #expect(try read(good + [0, 0]).points == ZipTests.matrix)
    let error = failure { () throws(VectorFileError) in try read(good + [0, 7]) }
    #expect(error?.location == .byte(good.count + 1))
  }

  @Test func aPlaceInWhatWasUnpackedIsSaidToBeOne() throws {
    // A file of one line that is no table, stored: 15 bytes of header and block, the text, its checksum and size.
    let text = npy("<f4", shape: "(1, 2)", [0])
    let size = UInt16(text.count)
    let packed =
      [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + littleEndian([size, ~size]) + text
      + littleEndian([text.withUnsafeBytes { CRC32().checksum($0) }, UInt32(text.count)])
    let error = failure { () throws(VectorFileError) in try read(packed) }
    #expect(error?.location == .byte(text.count))
    #expect(error?.problem.hasSuffix("(counted in what was unpacked)") == true, "\(String(describing: error))")
  }

  @Test func aLibraryThatIsMissingIsNamedWithItsPackage() {
    let zlib = failure { () throws(VectorFileError) in try Inflater(for: "x.gz", libraries: ["libnone.so"]) }
    #expect(zlib?.problem.contains("libnone.so") == true && zlib?.advice.contains("apt-get install zlib1g") == true)
    let zstd = failure { () throws(VectorFileError) in try ZstandardUnpacker(for: "x", libraries: ["libnone.so"]) }
    #expect(zstd?.problem.contains("libnone.so") == true && zstd?.advice.contains("apt-get install libzstd1") == true)
  }
}
