import Matrices
import Testing
import VectorFiles

/// A table with two columns more, its own bytes as they were.
struct AnnotatedTableTests {
  /// What is written for a text whose rows get these labels, and distances of a half and up; -1 has none.
  private func annotated(
    _ bytes: [UInt8], _ labels: [Int32], as name: String = "out.csv", _ options: TableOptions = TableOptions()
  ) throws -> (text: String, notes: [String]) {
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.keepsOriginal = true
    reader.dropsBadRows = true
    reader.table = options
    let data = try reader.read(folder.file("in", bytes))
    #expect(data.fileRows == labels.count)
    let distances = labels.indices.map { labels[$0] < 0 ? .nan : Double($0) + 0.5 }
    let table = AnnotatedTable(try #require(data.original), labels: labels, distances: distances)
    try table.write(to: folder.path + "/" + name)
    return (String(decoding: contents(folder.path + "/" + name), as: UTF8.self), table.notes)
  }

  private func annotated(_ text: String, _ labels: [Int32]) throws -> String {
    try annotated(Array(text.utf8), labels).text
  }

  @Test func linesOfTheHeadingsAndBehindTheTableStay() throws {
    #expect(
      try annotated("x,y\n[m],[s]\n1,2\n3,9\nSource: us\n", [0, 1])
        == "x,y,cluster,distance\n[m],[s],,\n1,2,0,0.5\n3,9,1,1.5\nSource: us\n")
  }

  @Test func aRowOfTotalsHasNothingInTheNewColumns() throws {
    #expect(
      try annotated("s;a\nx;1\ny;3\nz;5\n\nSumme;9\nSource: us\n", [0, 1, 1])
        == "s;a;cluster;distance\nx;1;0;0.5\ny;3;1;1.5\nz;5;1;2.5\n\nSumme;9;;\nSource: us\n")
  }

  @Test func cellsCommentsAndBlankLinesStay() throws {
    let text = """
      id;"na;me";x;y
      # a comment; with "marks
      a ;"q ""x";1,5; 2

      c;"two
      lines";NA;9
      d;z;+08,250;1e0
      """
    #expect(
      try annotated(text, [0, -1, 1]) == """
        id;"na;me";x;y;cluster;distance
        # a comment; with "marks
        a ;"q ""x";1,5; 2;0;0,5

        c;"two
        lines";NA;9;-1;
        d;z;+08,250;1e0;1;2,5
        """)
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func lineEndsStay(_ end: String) throws {
    let lines = ["a,b", "1,2", "3,4", ""]
    let wanted = ["a,b,cluster,distance", "1,2,7,0.5", "3,4,8,1.5", ""]
    #expect(try annotated(lines.joined(separator: end), [7, 8]) == wanted.joined(separator: end))
  }

  @Test(arguments: [
    // Titles, and a line that names the separator.
    ("sep=;\na;b\n1;2\n", "sep=;\na;b;cluster;distance\n1;2;5;0.5\n"),
    ("Sales of 2020\nx,y\n1,2\n", "Sales of 2020\nx,y,cluster,distance\n1,2,5,0.5\n"),
    // White space: of the kind that the rows have.
    ("a  b\n1  2 \n", "a  b cluster distance\n1  2  5 0.5\n"),
    // Row names below a heading that is one cell short.
    ("x,y\nr1,1,2\n", "x,y,cluster,distance\nr1,1,2,5,0.5\n"),
    // Separators at the end: of the rows, of the heading, of both.
    ("x,y\n1,2,\n3,4,\n", "x,y,,cluster,distance\n1,2,,5,0.5\n3,4,,5,1.5\n"),
    ("x,y,\n1,2\n", "x,y,cluster,distance\n1,2,5,0.5\n"),
    ("x,y,\n1,2,\n3,4,\n", "x,y,,cluster,distance\n1,2,,5,0.5\n3,4,,5,1.5\n"),
    // Headings in a comment.
    ("# x y\n1 2\n", "# x y cluster distance\n1 2 5 0.5\n"),
    // Rows of nothing at the end.
    ("x;y\n1;2\n;\n", "x;y;cluster;distance\n1;2;5;0.5\n;;;\n"),
    // Names that are taken.
    ("cluster,distance,distance_2\n1,2,3\n", "cluster,distance,distance_2,cluster_2,distance_3\n1,2,3,5,0.5\n"),
    // Decimal commas between commas.
    ("\"x\",\"y\"\n\"1,5\",\"2,5\"\n", "\"x\",\"y\",cluster,distance\n\"1,5\",\"2,5\",5,\"0,5\"\n"),
    // A byte order mark.
    ("\u{FEFF}x,y\n1,2", "\u{FEFF}x,y,cluster,distance\n1,2,5,0.5"),
  ]) func whatStandsAroundTheRowsStays(_ text: String, _ wanted: String) throws {
    let rows = text.contains("3,4,") ? 2 : 1
    #expect(try annotated(text, Array(repeating: 5, count: rows)).utf8.elementsEqual(wanted.utf8))
  }

  @Test func oneColumnGetsASeparatorThatNoCellHolds() throws {
    let plain = try annotated(Array("height cm\n1\n2\n".utf8), [0, 1])
    #expect(plain.text == "height cm,cluster,distance\n1,0,0.5\n2,1,1.5\n")
    #expect(plain.notes == ["there was no separator: the new columns are set off by “,”"])
    #expect(try annotated("height cm\n1,5\n2,25\n", [0, 1]) == "height cm;cluster;distance\n1,5;0;0,5\n2,25;1;1,5\n")
  }

  @Test func withoutHeadingsThereAreNone() throws {
    let found = try annotated(Array("1,2\n3,4\n".utf8), [0, 1])
    #expect(found.text == "1,2,0,0.5\n3,4,1,1.5\n")
    #expect(found.notes == ["there are no headings, hence none for the last two columns"])
  }

  /// Where nothing separates but space, a cell cannot be empty.
  @Test func noDistanceAmongSpacesIsNA() throws {
    #expect(try annotated("a b\n1 2\n3 ?\n", [0, -1]) == "a b cluster distance\n1 2 0 0.5\n3 ? -1 NA\n")
  }

  @Test func bytesOfLatin1StayAndUTF16BecomesUTF8() throws {
    let latin = Array("Gr".utf8) + [0xF6, 0xDF, 0x65] + Array(",x\n1,2\n3,4\n".utf8)
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.keepsOriginal = true
    let original = try #require(try reader.read(folder.file("x", latin)).original)
    let table = AnnotatedTable(original, labels: [0, 1], distances: [0, 1])
    try table.write(to: folder.path + "/y")
    let wanted =
      Array("Gr".utf8) + [0xF6, 0xDF, 0x65] + Array(",x,cluster,distance\n1,2,0,0.0\n3,4,1,1.0\n".utf8)
    #expect(contents(folder.path + "/y") == wanted)
    #expect(table.notes.isEmpty)

    let wide = utf16("ö,b\n1,2\n3,4\n", isBigEndian: false)
    let found = try annotated(wide, [0, 1])
    #expect(found.text == "ö,b,cluster,distance\n1,2,0,0.5\n3,4,1,1.5\n")
    #expect(found.notes == ["UTF-16 is written as UTF-8"])
  }

  @Test func numbersAreTheShortestThatAreReadBack() throws {
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.keepsOriginal = true
    reader.dropsBadRows = true
    reader.table.skippedColumns = ColumnSelection("2")
    let path = folder.path + "/x.npy"
    let matrix: Matrix<Float> = [[0.1, 5, 1e-7], [.nan, 6, 3]]
    try NumPyFile.write(matrix, to: path)
    let data = try reader.read(path)
    // All of the file, whatever became points.
    let table = AnnotatedTable(try #require(data.original), labels: [3, -1], distances: [0.25, .nan])
    try table.write(to: folder.path + "/y.csv")
    #expect(
      contents(folder.path + "/y.csv")
        == Array("x0,x1,x2,cluster,distance\n0.1,5.0,1e-07,3,0.25\nnan,6.0,3.0,-1,\n".utf8))
    try table.write(to: folder.path + "/y.tsv")
    #expect(
      contents(folder.path + "/y.tsv")
        == Array("x0\tx1\tx2\tcluster\tdistance\n0.1\t5.0\t1e-07\t3\t0.25\nnan\t6.0\t3.0\t-1\t\n".utf8))
    let whole = OriginalTable(.float([[1, 2], [3, 4]]), headings: ["a", "b,c"], type: .uint8, leftOutRows: [1])
    let left = AnnotatedTable(whole, labels: [0, -1, 1], distances: [0, .nan, 1])
    try left.write(to: folder.path + "/z.csv")
    #expect(
      contents(folder.path + "/z.csv") == Array("a,\"b,c\",cluster,distance\n1,2,0,0.0\n,,-1,\n3,4,1,1.0\n".utf8))
    #expect(left.notes == ["the cells of rows that were left out are empty"])
  }

  /// Tables with all sorts of cells: the new columns are read back, and without them the bytes are the old ones.
  @Test func theNewColumnsAreReadBackAndTheOldBytesAreThere() throws {
    for seed in 0..<40 {
      var generator = TestGenerator(seed: UInt64(seed))
      let separator = [",", ";", "\t", "|"][generator.below(4)]
      let end = ["\n", "\r\n", "\r"][generator.below(3)]
      let words = ["a", "\"b \(separator)\"", "\"c\(end)\"", "", "\"\"\"\"", "d'e", " f ", "é"]
      let rows = 1 + generator.below(30)
      var lines = ["name\(separator)x\(separator)y"]
      var wanted = [lines[0] + "\(separator)cluster\(separator)distance"]
      for row in 0..<rows {
        if generator.below(5) == 0 {
          let other = generator.below(2) == 0 ? "" : "# no \"row\(separator)"
          lines.append(other)
          wanted.append(other)
        }
        let line = [words[generator.below(words.count)], "\(row).5", "\(generator.below(9))"].joined(
          separator: separator)
        lines.append(line)
        wanted.append(line + "\(separator)\(row % 3)\(separator)\(Double(row) + 0.5)")
      }
      let text = lines.joined(separator: end)
      let labels = (0..<rows).map { Int32($0 % 3) }
      let found = try annotated(text, labels)
      #expect(found.utf8.elementsEqual(wanted.joined(separator: end).utf8), "seed \(seed)")
      let folder = TemporaryFolder()
      var reader = VectorFileReader()
      reader.table.columns = ColumnSelection("cluster")
      let read = try reader.read(folder.file("x", found)).points
      #expect(read.inDoublePrecision.elements == labels.map(Double.init), "seed \(seed)")
    }
  }
}
