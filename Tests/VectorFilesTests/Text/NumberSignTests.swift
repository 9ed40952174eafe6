import Matrices
import Testing
import VectorFiles

/// Signs around numbers: percent, currencies, other minuses.
struct NumberSignTests {
  @Test func signsOfAColumnArePassedOver() throws {
    let data = try read(
      "a,b,c,d\n5%,$1.50,2 €,(3)\n-7.5 %,-$2.00,\u{2212}1 €,4\n0%,\"($1,000.00)\",3\u{A0}€,(0.5)\n")
    #expect(data.points == .double([[5, 1.5, 2, -3], [-7.5, -2, -1, 4], [0, -1000, 3, -0.5]]))
    #expect(
      data.notes == [
        "commas are taken for thousands separators (--decimal-comma and --thousands decide)",
        "“a”: 5% is read as 5 (--skip-columns leaves aside)",
        "“b”, “c”: signs of currency are passed over (--skip-columns leaves aside)",
        "“b”, “d”: (5) is read as -5 (--skip-columns leaves aside)",
      ])
  }

  /// A share beside percentages is a hundred times too small, whether the first rows or later ones tell.
  @Test(arguments: [3, 500]) func aNumberWithoutAPercentSignAmongOthersIsAnError(row: Int) {
    let text = "x,y\n" + (1...600).map { "\($0 % 9),\($0 == row ? "0.5" : "5%")\n" }.joined()
    let error = failure { () throws(VectorFileError) in try read(text) }
    #expect(error?.location == .line(row + 1, column: 2))
    #expect(error?.problem.hasPrefix("“0.5” has no percent sign, which others in the column have") == true)
  }

  @Test func anotherCurrencyIsAnErrorAndNoneIsNot() throws {
    let error = failure { () throws(VectorFileError) in try read("x,y\n1,$5\n2,$7\n3,€9\n") }
    #expect(error?.location == .line(4, column: 2) && error?.problem.contains("has the sign €") == true)
    #expect(try read("y\n$5\n7\n$9\n").points == .double([[5], [7], [9]]))
    // One among numbers is a mistake.
    let single = failure { () throws(VectorFileError) in try read("y\n5\n7\n9%\n8\n4\n") }
    #expect(single?.problem.contains("has a percent sign, which others in the column have not") == true)
  }

  @Test func whatLooksLikeSignsIsNone() throws {
    #expect(try read("list,x\n(1),5\n(2),7\n(3),9\n").leftAside.map(\.reason) == [.words])
    #expect(try read("reg,x\n0x1F,5\n0xff,7\n0x00,9\n").leftAside.map(\.reason) == [.hexadecimal])
    // Quartiles are headings.
    #expect(try read("25%,75%\n1.5,2\n3.5,4\n").columns.map(\.title) == ["25%", "75%"])
  }

  @Test func partsAreReadInOneStyle() throws {
    let folder = TemporaryFolder()
    _ = folder.file("a.csv", Array("x;y\n1;2\n".utf8))
    _ = folder.file("b.csv", Array("x;y\n1,5;2\n".utf8))
    // Alone it may be either.
    _ = folder.file("c.csv", Array("x;y\n1,234;2\n".utf8))
    let data = try VectorFileReader().read(folder.path + "/*.csv")
    #expect(data.points == .double([[1, 2], [1.5, 2], [1.234, 2]]))
    _ = folder.file("d.csv", Array("x;y\n1.5;2\n".utf8))
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(folder.path + "/*.csv") }
    #expect(error?.path.hasSuffix("d.csv") == true && error?.location == .line(2, column: 1))
  }
}
