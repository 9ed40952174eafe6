import CArrowInterface
import Matrices
import TesseraTestSupport
import Testing

@testable import TableDrivers
@testable import VectorFiles

/// Columns of text that become columns with types.
struct RepeatedTextTests {
  private func kept(_ text: String, _ change: (inout VectorFileReader) -> Void = { _ in }) throws -> KeptText {
    var reader = VectorFileReader()
    (reader.keepsOriginal, reader.dropsBadRows) = (true, true)
    change(&reader)
    let folder = TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    guard case .text(let kept)? = try reader.read(folder.file("t.csv", text)).original?.content else {
      throw VectorFileError(kind: .badData, path: "", location: .file, problem: "no text is kept", advice: "")
    }
    return kept
  }

  /// The formats of the columns, and their cells as texts, of all batches.
  private func read(_ kept: KeptText, rows: Int) throws -> (formats: [String], cells: [[String]]) {
    let repeated = try RepeatedText(kept, rows: rows)
    var schemas = repeated.schemas(named: repeated.names)
    let formats = schemas.map { String(cString: $0.format) }
    let types = schemas.map { ArrowType($0) }
    for index in schemas.indices { schemas[index].release(&schemas[index]) }
    var cells = [[String]](repeating: [], count: types.count)
    while let (count, found) = try repeated.next() {
      var columns = found
      for index in columns.indices {
        let column = ArrowTextColumn(columns[index], types[index])
        for row in 0..<count {
          cells[index].append(ArrowColumn(columns[index], types[index]).isMissing(row) ? "NULL" : column[row])
        }
        columns[index].release(&columns[index])
      }
    }
    return (formats, cells)
  }

  @Test func eachColumnHasTheTypeOfItsCells() throws {
    let text = """
      a,b,c,d,e,f,g,h,x
      1,0.5,007,"q ""r""\",9007199254740993,+1,NA,1,1
      -2,NA,8,,1,2,,0.5,2
      ,3,9,NA,9223372036854775807,3,NA,9007199254740993,3

      """
    let (formats, cells) = try read(try kept(text) { $0.table.columns = ColumnSelection(names: ["x"]) }, rows: 3)
    #expect(formats == ["l", "g", "U", "U", "l", "U", "U", "U", "l"])
    #expect(cells[0] == ["1", "-2", "NULL"] && cells[1] == ["0.5", "NULL", "3"])
    #expect(cells[2] == ["007", "8", "9"] && cells[3] == ["q \"r\"", "NULL", "NA"])
    #expect(cells[4] == ["9007199254740993", "1", "9223372036854775807"] && cells[5] == ["+1", "2", "3"])
    // Nothing but missing values, and fractions beside a number that a Double has not.
    #expect(cells[6] == ["NA", "NULL", "NA"] && cells[7] == ["1", "0.5", "9007199254740993"])
  }

  @Test func numbersAreReadInTheTextsWay() throws {
    let (formats, cells) = try read(try kept("a;b\n1,5;inf\n-2,25;nan\n3;1\n4;2\n"), rows: 4)
    #expect(formats == ["g", "g"] && cells[0] == ["1.5", "-2.25", "3", "4"])
    #expect(cells[1] == ["inf", "NULL", "1", "2"])
  }

  @Test func cellsThatAShortRowLacksAreMissing() throws {
    let (_, cells) = try read(try kept("a,b,c\n1,2,3\n4\n5,6,7\n"), rows: 3)
    #expect(cells == [["1", "4", "5"], ["2", "NULL", "6"], ["3", "NULL", "7"]])
  }

  @Test func manyRowsComeInBatches() throws {
    let text = "a,b\n" + (0..<40_000).map { "\(2 * $0),n\($0)\n" }.joined()
    let (formats, cells) = try read(try kept(text), rows: 40_000)
    #expect(formats == ["l", "U"] && cells[0].count == 40_000)
    #expect(cells[0][39_999] == "79998" && cells[1][16_384] == "n16384")
  }

  @Test func aTextWithFewerRowsIsRefused() throws {
    let text = try kept("a,b\n1,2\n3,4\n")
    let error = #expect(throws: VectorFileError.self) { try RepeatedText(text, rows: 3) }
    #expect(error?.problem == "the file was changed while it was read")
  }

  @Test func aWordForMissingValuesIsNullAmongWholeNumbersToo() throws {
    let (formats, cells) = try read(try kept("a,b\n1,2\n-999,4\n5,6\n") { $0.table.missingMarkers = ["-999"] }, rows: 3)
    #expect(formats == ["l", "l"] && cells[0] == ["1", "NULL", "5"])
  }

  @Test func theNegativeZeroIsAFractionAndWhatIsBeyondADoubleAText() throws {
    let (formats, cells) = try read(try kept("a,b,c\n-0,1e400,1\n1.5,2,2\n"), rows: 2)
    #expect(formats == ["g", "U", "l"])
    #expect(cells[0].map { Double($0) } == [0, 1.5] && cells[1] == ["1e400", "2"])
  }
}
