import Foundation
import Testing

@testable import ResidentMemory

/// One after the other: what puts away puts everything away.
@Suite(.serialized) struct SpilledPiecesTests {
  private final class Heard: @unchecked Sendable {
    var errors: [MemoryLimitError] = []
  }

  @Test func piecesHoldZerosAndWhatIsWrittenAfterTheyWerePutAway() throws {
    let pieces = SpilledPieces(in: MemoryLimit.temporaryDirectory, room: 0) { _ in }
    let size = 40 << 20
    let piece = try #require(pieces.allocate(size))
    let words = piece.bindMemory(to: UInt64.self, capacity: size / 8)
    #expect(words[0] == 0 && words[size / 8 - 1] == 0)
    for index in stride(from: 0, to: size / 8, by: 100) { words[index] = UInt64(index) }
    for _ in 0..<3 { ResidentRanges.putAway { true } }
    #expect(stride(from: 0, to: size / 8, by: 100).allSatisfy { words[$0] == UInt64($0) })
    #expect(pieces.free(piece) && !pieces.free(piece))
  }

  #if os(Linux)
    @Test func pagesThatArePutAwayAreNotInMemory() throws {
      let pieces = SpilledPieces(in: MemoryLimit.temporaryDirectory, room: 0) { _ in }
      let size = 64 << 20
      let piece = try #require(pieces.allocate(size))
      memset(piece, 1, size)
      #expect(try resident(piece) > size / 2)
      // (One test at a time puts away; another's turn may be now.)
      for _ in 0..<100 where try resident(piece) > 0 { ResidentRanges.putAway { true } }
      #expect(try resident(piece) == 0)
      _ = pieces.free(piece)
    }

    /// Bytes of one mapping that are in memory: other tests have theirs at the same time.
    private func resident(_ piece: UnsafeMutableRawPointer) throws -> Int {
      let file = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
      let maps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
      let start = String(UInt(bitPattern: piece), radix: 16) + "-"
      let own = maps.split(separator: "\n").drop { !$0.hasPrefix(start) }
      let line = try #require(own.first { $0.hasPrefix("Rss:") })
      return try #require(line.split(separator: " ").compactMap { Int($0) }.first) << 10
    }

    @Test func whatIsInMemoryIsNoPlaceForPieces() {
      #expect(throws: MemoryLimitError.inMemory(directory: "/dev/shm")) {
        try MemoryLimit.hold(MemoryLimit.least, spillingTo: "/dev/shm")
      }
      #expect(MemoryLimit.current == nil)
    }
  #endif

  /// As many as there is room for; what is given back makes room again.
  @Test func someStayInMemory() throws {
    let heard = Heard()
    let pieces = SpilledPieces(in: "/no/such/directory", room: 10 << 20) { heard.errors.append($0) }
    let first = try #require(pieces.allocate(6 << 20))
    #expect(pieces.allocate(6 << 20) == nil)
    guard case .noRoom(6_291_456, "/no/such/directory", _)? = heard.errors.first else {
      Issue.record("\(heard.errors)")
      return
    }
    #expect(pieces.free(first))
    let second = try #require(pieces.allocate(9 << 20))
    #expect(heard.errors.count == 1 && pieces.free(second))

    let half = try #require(pieces.allocate(5 << 20))
    #expect(pieces.allocate(6 << 20) == nil && pieces.free(half))
    var other = 0
    #expect(withUnsafeMutableBytes(of: &other) { !pieces.free($0.baseAddress!) })
  }

  @Test func limitsThatCannotBeHeldAreRefused() {
    #expect(throws: MemoryLimitError.tooSmall(bytes: 1000)) { try MemoryLimit.hold(1000) }
    let failure = #expect(throws: MemoryLimitError.self) {
      try MemoryLimit.hold(MemoryLimit.least, spillingTo: "/no/such/directory")
    }
    #expect("\(failure!)".hasPrefix("/no/such/directory: No such file or directory: no place for"))
    #expect("\(failure!)".hasSuffix("name a directory on a disk by TMPDIR"))
    #expect(MemoryLimit.current == nil && MemoryLimit.peak ?? 1 > 0)
  }
}
