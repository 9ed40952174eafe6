import Matrices
import Testing
import VectorFiles

/// Cells that hold several values, and guesses that may not cut them apart.
struct ListCellTests {
  private static func table(_ heading: String, _ row: (Int) -> String) -> String {
    heading + (0..<6).map { row($0) + "\n" }.joined()
  }

  private static let lists = [
    table("name,emb\n") { "c\($0),[\($0).5 -4.2 1.8]" },
    table("name,rgb\n") { "c\($0),\"15\($0), 199, 118\"" },
    table("name,rgb\n") { "c\($0),\"rgb(5, 14\($0), 239)\"" },
    table("id,text,emb\n") { "d\($0),\"hello, \($0)\",\"[0, \($0), 0.5]\"" },
    table("name\temb\n") { "c\($0)\t[\($0).5, -4.2, 1.8]" },
  ]

  @Test(arguments: lists) func aTableOfListsIsRefused(text: String) {
    let error = failure { () throws(VectorFileError) in try read(text) }
    let columns = text.prefix { $0 != "\n" }.split { ",\t".contains($0) }.count
    #expect(error?.location == .line(2, column: columns), "\(String(describing: error))")
    #expect(error?.problem.contains("is a list (column “") == true)
    #expect(error?.advice.contains("write each number in a column of its own, or the rows as JSON Lines") == true)
  }

  /// Whatever separates, it stands within the brackets.
  @Test(arguments: [
    table("") { "(\($0), 2, 3)" }, table("name emb\n") { "c\($0) [\($0).5 -4.2 1.8]" },
    table("") { "[\($0) 2]" },
  ])
  func listsThatAreNotQuotedAreRefused(text: String) {
    let error = failure { () throws(VectorFileError) in try read(text) }
    #expect(
      error?.location == .line(1, column: nil) && error?.problem.hasPrefix("the rows hold lists in brackets") == true)
    // What was said is no guess.
    var reader = VectorFileReader()
    reader.table.separator = .whitespace
    let folder = TemporaryFolder()
    let said = failure { () throws(VectorFileError) in try reader.read(folder.file("x", text)) }
    #expect(said?.problem.hasPrefix("the rows hold lists") != true)
  }

  @Test func aColumnOfListsBesideNumbersIsLeftAsideWithANote() throws {
    let data = try read(Self.table("n,emb\n") { "\($0 * 7 % 5),\"[0.5, \($0)]\"" })
    #expect(data.columns.map(\.title) == ["n"])
    #expect(data.leftAside.map(\.reason.rawValue) == ["lists or objects"])
    #expect(data.notes.contains { $0.hasPrefix("“emb” holds lists, which a table of text has no columns for") })
  }

  @Test func wordsInBracketsAndPairsThatAreNumbersAreNoLists() throws {
    let words = Self.table("n,note,place\n") { "\($0 * 7 % 5),[see below],Paris (FR)" }
    #expect(try read(words).leftAside.map(\.reason) == [.words, .words])
    #expect(try read(Self.table("n;x\n") { "\($0 * 7 % 5);1,\($0)5" }).points.columns == 2)
    // Seven numbers apart by spaces may be a number; eight are a list.
    let pixels = Self.table("n,pixels\n") { "\($0 * 7 % 5),7\($0) 80 82 72 58 58 60 63" }
    #expect(try read(pixels).leftAside.map(\.reason) == [.lists])
  }

  /// Every line has one comma, and the body as many spaces.
  @Test func whatEveryLineHasTheSameNumberOfSeparates() throws {
    let error = failure { () throws(VectorFileError) in
      try read(Self.table("name,text\n") { "a,size \($0) x" })
    }
    #expect(error?.location == .line(2, column: 1) && error?.problem.contains("“a” is not a number") == true)
    // Without a heading, spaces may separate decimal commas.
    #expect(try read(Self.table("") { "a \($0),5 b" }).points.columns == 1)
    #expect(try read(Self.table("item size kind\n") { "a \($0),5 b" }).columns.map(\.title) == ["size"])
  }

  @Test func sourcesOfProgramsAreNamed() {
    let rows = Self.table("") { "    [\($0), 3, True, 1]," }
    for source in [
      "# coding\nimport pandas as pd\nfrom a.b import c\n\ndf = DataFrame(\n  [\n\(rows)  ]\n)\n",
      "#include <stdio.h>\n#include \"x.h\"\nint x[] = {1, 2, 3};\n",
      "library(dplyr)\nlibrary(cluster)\nx <- c(1, 2)\n",
    ] {
      let error = failure { () throws(VectorFileError) in try read(source) }
      #expect(error?.problem == "this is a program's source, which tessera does not read")
    }
  }

  @Test func wordsOfProgramsMayBeCells() throws {
    #expect(try read("import 5 7\nimport 6 9\nimport 7 1\n").points.columns == 2)
    #expect(try read("class,x\nclass a,1\nclass b,4\n").points == .double([[1], [4]]))
  }
}
