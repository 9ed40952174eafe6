import Matrices
import Testing
import VectorFiles

/// Texts that are not understood, and what may help.
struct LayoutHintTests {
  @Test func aSeparatorThatNoGuessConsidersIsNamed() {
    let error = failure { () throws(VectorFileError) in try read("a:b:c\n1:2:3\n4:5:6\n2:3:9\n") }
    #expect(error?.advice == "no column holds numbers; if “:” separates cells, say so (--separator ':')")
    let words = failure { () throws(VectorFileError) in try read("a:b\nx:y\nz:w\n") }
    #expect(words?.advice.hasPrefix("no column holds numbers (--separator") == true)
  }

  @Test func whereTheTableSeemsToBeginIsSaid() {
    let remarks = (1...12).map { "# \($0)\n\(String(repeating: "\($0) ", count: 2 + $0 % 3))of text\n" }.joined()
    let rows = (0..<40).map { "\($0) \($0 * 7 % 5) 2.5 1 1 7\n" }.joined()
    let error = failure { () throws(VectorFileError) in try read(remarks + "\n" + rows) }
    #expect(error?.advice == "the table seems to begin on line 26 (--skip-rows 25)", "\(String(describing: error))")
    // A row that is too long among others says nothing of the kind.
    let ragged = failure { () throws(VectorFileError) in try read("x,y\n1,2\n3,4,5\n6,7\n8,9\n") }
    #expect(ragged?.advice.hasPrefix("give every line the same number of cells") == true)
  }

  @Test func smallNumbersInARowMayBeAFirstRow() throws {
    let data = try read("1      2\n3      5\n5      6.1\n6.5    7.4\n10.0  11.0\n")
    #expect(data.points.rows == 5 && !data.hasNames)
    #expect(try read("1,2\n3.0,5.5\n5.0,6.1\n").columns.map(\.title) == ["1", "2"])
  }

  @Test func aSeriesOfPandasHasAHeading() throws {
    let data = try read(",0\n1821,269\n1822,321\n1823,585\n")
    #expect(data.points == .double([[269], [321], [585]]) && data.columns.map(\.title) == ["0"])
    #expect(data.leftAside.map(\.reason) == [.rowNames])
    #expect(failure { () throws(VectorFileError) in try read(",1\n1821,269\n1822,321\n1823,585\n") } != nil)
  }

  @Test func aSignThatAllHaveIsNotToBlame() {
    let error = failure { () throws(VectorFileError) in
      try read("item;price;n\na;€ 1,234;0\nb;€ 1,271;5\nc;€ 1,308;2\n")
    }
    #expect(error?.problem.hasPrefix("“€ 1,234” has a thousands separator, or a decimal comma (column “price”") == true)
    #expect(error?.advice == "say --thousands or --decimal-comma")
  }
}
