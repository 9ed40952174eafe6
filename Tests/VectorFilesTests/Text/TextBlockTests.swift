import Matrices
import Testing

@testable import VectorFiles

/// Texts that several threads read.
struct TextBlockTests {
  private struct Outcome: Equatable {
    var elements: [UInt64] = []
    var rows = 0
    var counts: [String] = []
    var error: VectorFileError?
  }

  private func outcome(_ text: String, chosen: [Int], threads: Int, blockSize: Int) -> Outcome {
    Array(text.utf8).withUnsafeBytes { bytes in
      do throws(VectorFileError) {
        let table = try TextTable(MappedFile(borrowing: bytes, path: "x"), TableOptions())
        let parsed = try TextTableParser(table, chosen: chosen, threads: threads, blockSize: blockSize).parse()
        let (rows, counts) = (parsed.rows, parsed.counts.map { "\($0)" })
        return Outcome(elements: parsed.matrix().elements.map(\.bitPattern), rows: rows, counts: counts)
      } catch {
        return Outcome(error: error)
      }
    }
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n5,6\n7,8\n", "a,b\r\n1,2\r\n\r\n3,4\r\n# c\r\n5,6", "1,2\n\n\n\n#\n3,4\n\n\n",
    // Line breaks within quotation marks, and lines there that look like rows.
    "w,b\n\"x\ny\",2\n\"1,5\n2,6\n3,7\",4\n\"\n\n\n\",5\n", "w,b\n\"a\n1,2\n\",3\n\"b\n\"\"4,5\"\"\n\",6\nc,7\n",
    // Words, and what is missing, in rows of several blocks.
    "a,b\n1,2\n,4\nx,6\nNA,8\nx,inf\n1,y\n", "w,b\nx,1\n3,2\ny,3\n\"4\",4\n",
    // Rows of nothing at the end, and in between.
    "a,b\n1,2\n,\n3,4\n,\n,\n,,\n", "1,2\n3,4\n\n,\n",
    // Rows that are refused: the first of them counts.
    "a,b\n1,2\n3\n4\n5,6\n", "a,b\n1,2\n3,4\n\"5\n6,7,8\",9\n1\n1,2,3\n", "a,b\n1,2\n3,\"4\n5,6\n7,8\n9,1\n",
  ]) func blocksMakeNoDifference(text: String) {
    for chosen in [[1], [0, 1]] {
      let whole = outcome(text, chosen: chosen, threads: 1, blockSize: 1 << 20)
      for (threads, blockSize) in [1, 2, 3].flatMap({ threads in (1...14).map { (threads, $0) } }) {
        let parts = outcome(text, chosen: chosen, threads: threads, blockSize: blockSize)
        #expect(parts == whole, "\(threads) threads, blocks of \(blockSize) bytes, columns \(chosen)")
      }
    }
  }

  @Test func linesAreCountedFromTheStartOfTheFile() {
    let text = "w,b\n" + String(repeating: "\"u\nv\",1\n", count: 9) + "x,2,3\n"
    #expect(outcome(text, chosen: [1], threads: 2, blockSize: 8).error?.location == .line(20, column: nil))
  }

  @Test func aReaderHasAsManyThreadsAsItIsTold() throws {
    // More than one block of the usual size.
    let row = "0.12345678,\"a word\n\",-17.5e3,some other word\n"
    let text = "x,w,y,v\n" + String(repeating: row, count: 14_000)
    let folder = TemporaryFolder()
    let path = folder.file("x.csv", text)
    var reader = VectorFileReader()
    reader.threadCount = 1
    let alone = try reader.read(path)
    reader.threadCount = 3
    #expect(try reader.read(path).points == alone.points)
    #expect(alone.points.rows == 14_000 && alone.points.inDoublePrecision.elements[27_999] == -17.5e3)
  }
}
