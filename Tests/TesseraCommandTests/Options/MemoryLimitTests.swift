import Foundation
import Testing

@testable import TesseraCommand

/// `--memory-limit`.
@Suite struct MemoryLimitTests {
  @Test func sizesAreReadAsPeopleWriteThem() throws {
    let sizes: [(String, Int)] = [
      ("512M", 512 << 20), ("2G", 2 << 30), ("1.5GiB", 3 << 29), ("64mb", 64 << 20), ("100000000", 100_000_000),
      ("70000K", 70000 << 10),
      ("1T", 1 << 40), ("67108864B", 64 << 20),
    ]
    for (text, size) in sizes { #expect(try ByteSize(text).count == size, "\(text)") }
    for text in ["", "M", "-1G", "2X", "1e9", "1.2.3M", "9999999999T", "2 G"] {
      #expect(throws: (any Error).self, "\(text)") { try ByteSize(text) }
    }
  }

  /// 12 MB of pieces: more than the third of the limit that may stay.
  @Test func resultsHaveTheBitsOfThoseWithoutALimit() throws {
    try Tool.withTool { tool throws in
      var halves = Data()
      for index in 0..<(1 << 20) { halves.append(contentsOf: [UInt8(index * 7 % 256), UInt8(0x30 + index * 31 % 23)]) }
      let header = "{'descr': '<f2', 'fortran_order': False, 'shape': (131072, 8), }"
      let padded = header + String(repeating: " ", count: 117 - header.utf8.count) + "\n"
      let bytes = Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8)) + halves
      try bytes.write(to: tool.folder.appending(path: "x.npy"))
      for (name, limit) in [("a", []), ("b", ["--memory-limit", "64M"])] {
        let fit = try tool.run(
          [
            "fit", "x.npy", "-k", "12", "--max-iterations", "4", "-o", "\(name).safetensors", "--labels-output",
            "\(name).npy",
          ] + limit)
        #expect(fit.exitCode == 0, "\(fit.errors)")
      }
      let told = try tool.run(
        "assign", "x.npy", "--model", "b.safetensors", "-o", "d.npy", "--memory-limit", "64M")
      #expect(told.errors.hasSuffix(" MB at most, of a limit of 64 MB\n"), "\(told.errors)")
      #expect(try tool.bytes(of: "a.safetensors") == tool.bytes(of: "b.safetensors"))
      #expect(try tool.bytes(of: "a.npy") == tool.bytes(of: "b.npy"))
      let assign = try tool.run("assign", "x.npy", "--model", "a.safetensors", "-o", "c.npy", "--memory-limit", "64M")
      #expect(try assign.exitCode == 0 && tool.bytes(of: "c.npy") == tool.bytes(of: "a.npy"), "\(assign.errors)")
    }
  }

  @Test func limitsThatCannotBeHeldAreRefusedBeforeAnythingIsRead() throws {
    try Tool.withTool { tool throws in
      let small = try tool.run("fit", "none.npy", "-k", "2", "--memory-limit", "10M")
      #expect(small.exitCode == 64 && small.errors.contains("--memory-limit is at least 64M"), "\(small.errors)")
      let text = try tool.run("fit", "none.npy", "-k", "2", "--memory-limit", "much")
      #expect(text.exitCode == 64 && text.errors.contains("512M or 2G"), "\(text.errors)")
      let place = try tool.run(
        "fit", "none.npy", "-k", "2", "--memory-limit", "64M", environment: ["TMPDIR": "/no/such/place"])
      #expect(place.exitCode == 73 && place.errors.hasPrefix("error: /no/such/place: "), "\(place.errors)")
    }
  }

  /// Two million rows of one byte: 38 MB of labels and margins, beside what the program is.
  @Test func rowsThatNeedMoreAreRefusedWithHowMuch() throws {
    try Tool.withTool { tool throws in
      let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2000000, 1), }"
      let padded = header + String(repeating: " ", count: 117 - header.utf8.count) + "\n"
      let bytes = Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8)) + Data(count: 2_000_000)
      try bytes.write(to: tool.folder.appending(path: "x.npy"))
      let refused = try tool.run("fit", "x.npy", "-k", "1", "--memory-limit", "64M")
      #expect(refused.exitCode == 71 && refused.errors.contains("set --memory-limit 71M or more"), "\(refused.errors)")
      let fit = try tool.run("fit", "x.npy", "-k", "1", "--memory-limit", "71M")
      #expect(fit.exitCode == 0, "\(fit.errors)")
    }
  }
}
