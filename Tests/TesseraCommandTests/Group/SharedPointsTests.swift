import Foundation
import MessagePassing
import Tessera
import Testing
import VectorFiles

@testable import TesseraCommand

struct SharedPointsTests {
  @Test func sharesAreNeighboursAndDifferByOne() {
    for count in 0..<40 {
      for size in 1..<9 {
        let shares = (0..<size).map { SharedPoints.share(of: count, $0, size) }
        #expect(shares.flatMap { Array($0) } == Array(0..<count), "\(count) among \(size)")
        let counts = shares.map(\.count)
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
      }
    }
  }

  /// Three files, of 3, 2 and 4 rows, of which row 1 of the first and row 2 of the last are left out.
  private static func write(to folder: URL) throws -> [String] {
    let texts = ["1,1\n,2\n3,3\n", "4,4\n5,5\n", "6,6\n7,7\n,8\n9,9\n"]
    return try texts.enumerated().map { index, text in
      let file = folder.appending(path: "\(index).csv")
      try Data(text.utf8).write(to: file)
      return file.path
    }
  }

  @Test(arguments: [false, true]) func whatProcessesReadIsOneMatrix(_ needsAll: Bool) throws {
    try Tool.withTool { tool throws in
      let files = try Self.write(to: tool.folder)
      let folder = tool.folder.path
      let found = try LocalGroup.run(2) { member -> (firsts: [Double], all: [Int], dropped: [Int], parts: [Int]) in
        let group = ProcessGroup(member)
        let points = try SharedPoints(of: files, in: group, needsAll: needsAll) { parts in
          var reader = VectorFileReader()
          reader.dropsBadRows = true
          let data = try parts.map { try reader.read(parts: $0) } ?? reader.read(folder)
          return Points(file: InputFile(folder), data: data, reader: reader)
        }
        let own = points.own.data.points
        let summary = points.all.dataSummary
        return (
          (0..<own.rows).map { own[$0, 0] },
          [summary.rows, points.all.spread([1, 2, 3, 4, 5, 6, 7], leftOut: 0).count],
          summary.droppedRowIndices, summary.parts.map(\.rows)
        )
      }
      #expect(found.map(\.firsts) == [[1, 3, 4, 5], [6, 7, 9]])
      #expect(found.allSatisfy { $0.all == [7, 9] && $0.dropped == [1, 7] && $0.parts == [3, 2, 4] }, "\(found)")
    }
  }
}
