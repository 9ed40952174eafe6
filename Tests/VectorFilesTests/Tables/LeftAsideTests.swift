import Matrices
import Testing
import VectorFiles

/// Which columns of a table are points, and why others are none: each format as the program writes it that people have.
struct LeftAsideTests {
  struct Table: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let columns: [String]
    let leftAside: [String]
    let points: Matrix<Double>

    init(_ name: String, _ text: String, _ columns: [String], aside: [String] = [], _ points: Matrix<Double>) {
      (testDescription, self.text, self.columns, leftAside, self.points) = (name, text, columns, aside, points)
    }
  }

  static let expected: Matrix<Double> = [[5.1, 3.5], [4.9, 3], [7, 3.2]]
  static let names = ["Sepal.Length", "Sepal.Width"]

  static let tables = [
    Table(
      "write.csv",
      "\"\",\"Sepal.Length\",\"Sepal.Width\",\"Species\"\n\"1\",5.1,3.5,\"setosa\"\n\"2\",4.9,3,\"setosa\"\n"
        + "\"3\",7,3.2,\"virginica\"\n", names, aside: ["column 1: row names", "Species: words"], expected),
    Table(
      "write.table", "\"Sepal.Length\" \"Sepal.Width\"\n\"a b\" 5.1 3.5\n\"c\" 4.9 3\n\"d\" 7 3.2\n", names,
      aside: ["column 1: row names"], expected),
    Table(
      "write.csv2", "\"\";\"Sepal.Length\";\"Sepal.Width\"\n\"1\";5,1;3,5\n\"2\";4,9;3\n\"3\";7;3,2\n", names,
      aside: ["column 1: row names"], expected),
    Table(
      "Rdatasets", "rownames,Sepal.Length,Sepal.Width\n1,5.1,3.5\n2,4.9,3\n3,7,3.2\n", names,
      aside: ["rownames: row numbers"], expected),
    Table(
      "years", "name,2010,2015\nx,5.1,3.5\ny,4.9,3\nz,7,3.2\n", ["2010", "2015"], aside: ["name: words"], expected),
    Table(
      "counts above words", "7,2,b\n5.1,3.5,b\n4.9,3,b\n", ["column 1", "column 2"], aside: ["column 3: words"],
      [[7, 2], [5.1, 3.5], [4.9, 3]]),
    Table(
      "to_csv", ",0,1\n0,5.1,3.5\n1,4.9,3.0\n2,7.0,3.2\n", ["0", "1"], aside: ["column 1: row names"], expected),
    Table(
      "to_csv twice", ",Unnamed: 0,a,b\n0,0,5.1,3.5\n1,1,4.9,3.0\n2,2,7.0,3.2\n", ["a", "b"],
      aside: ["column 1: row names", "Unnamed: 0: row numbers"], expected),
    Table(
      "beyond counting", "a,b\n9007199254740993,1\n9007199254740993,2.5\n9007199254740993,3\n", ["a", "b"],
      [[9_007_199_254_740_992, 1], [9_007_199_254_740_992, 2.5], [9_007_199_254_740_992, 3]]),
    Table("to_csv without an index", "0,1\n5.1,3.5\n4.9,3.0\n7.0,3.2\n", ["0", "1"], expected),
    Table(
      "iris.data", "5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n7.0,3.2,Iris-virginica\n\n", ["column 1", "column 2"],
      aside: ["column 3: words"], expected),
    Table(
      "ecoli.data", "AAT_ECOLI  5.1  3.5   cp\nACEA_ECOLI 4.9  3.0   im\nA_B        7.0  3.2   im\n",
      ["column 2", "column 3"], aside: ["column 1: words", "column 4: words"], expected),
    Table(
      "glass.data", "1,5.1,3.5\n2,4.9,3\n3,7,3.2\n4,5.1,3.5\n5,4.9,3\n", ["column 2", "column 3"],
      aside: ["column 1: row numbers"], [[5.1, 3.5], [4.9, 3], [7, 3.2], [5.1, 3.5], [4.9, 3]]),
    Table("three rows", "1,5.1\n2,4.9\n3,7\n", ["column 2"], aside: ["column 1: row numbers"], [[5.1], [4.9], [7]]),
    Table("three whole rows", "0,0\n1,1\n2,5\n", ["column 1", "column 2"], [[0, 0], [1, 1], [2, 5]]),
    Table("empty rows at the end", "a,b\r\n1,2\r\n3,9\r\n,\r\n , \r\n\r\n,\r\n", ["a", "b"], [[1, 2], [3, 9]]),
    Table(
      "seeds", "5.1\t3.5\t1\n4.9\t3\t\t1\n7\t\t3.2\t2\n", ["column 1", "column 2", "column 3"],
      [[5.1, 3.5, 1], [4.9, 3, 1], [7, 3.2, 2]]),
    Table(
      "Mall", "CustomerID,Genre,Age,Annual Income (k$)\r\n0001,Male,19,15\r\n0002,Female,21,15\r\n0003,Male,20,16\r\n",
      ["Age", "Annual Income (k$)"], aside: ["CustomerID: row numbers", "Genre: words"],
      [[19, 15], [21, 15], [20, 16]]),
    Table(
      "ids", "id,diagnosis,Grid,x\n842302,M,1,1.5\n842517,M,1,2.5\n84300903,B,2,1.5\n", ["Grid", "x"],
      aside: ["id: ids", "diagnosis: words"], [[1, 1.5], [1, 2.5], [2, 1.5]]),
    Table(
      "ids that begin anew", "index,store_id,x\n1,1,1.5\n2,1,2.5\n1,2,1.5\n2,1,3.5\n1,1,3\n2,1,1\n", ["x"],
      aside: ["index: ids", "store_id: ids"], [[1.5], [2.5], [1.5], [3.5], [3], [1]]),
    Table("nitric oxide", "O3,NO\n1.5,7\n2.5,9\n3.5,9\n", ["O3", "NO"], [[1.5, 7], [2.5, 9], [3.5, 9]]),
    Table("numbers", "x,No.\n1.5,7\n2.5,9\n3.5,8\n", ["x"], aside: ["No.: ids"], [[1.5], [2.5], [3.5]]),
    Table(
      "classes", "x,y,target\n1.5,2,0\n1.5,3,1\n2.5,2,1\n2.5,1,0\n7.5,2,0\n9.5,2,1\n", ["x", "y"],
      aside: ["target: a class"], [[1.5, 2], [1.5, 3], [2.5, 2], [2.5, 1], [7.5, 2], [9.5, 2]]),
    Table(
      "dates and truth",
      "day,time,ok,x\n2020-01-31,12:30,TRUE,1\n2020-02-01,9:05,false,4\n31.12.2020,10:00:01,true,2\n",
      ["x"], aside: ["day: dates", "time: dates", "ok: truth values"], [[1], [4], [2]]),
    Table("empty", "a,b,\n1,2,\n3,9,\n", ["a", "b"], aside: ["column 3: empty"], [[1, 2], [3, 9]]),
    Table("the heading ends with a comma", "a,b,\n1,2\n3,9\n", ["a", "b"], [[1, 2], [3, 9]]),
    Table(
      "the rows end with a comma", "a,b\n1,2,\n3,9,\n", ["a", "b"], aside: ["column 3: empty"], [[1, 2], [3, 9]]),
    Table("savetxt", "# x y\n5.1e+00 3.5e+00\n4.9e+00 3.0e+00\n7.0e+00 3.2e+00\n", ["x", "y"], expected),
    Table(
      "a heading that begins with #", "#,x\n7,1.5\n9,2.5\n9,3.5\n", ["x"], aside: ["#: ids"], [[1.5], [2.5], [3.5]]),
    Table("quoted years", "\"2018\",\"2020\"\n1,2\n3,9\n", ["2018", "2020"], [[1, 2], [3, 9]]),
    Table("quoted numbers", "\"5\",\"7\"\n\"1\",\"2\"\n", ["column 1", "column 2"], [[5, 7], [1, 2]]),
    Table("sep=", "sep=;\na;b\n1;2\n3;9\n", ["a", "b"], [[1, 2], [3, 9]]),
    Table(
      "titles", "My data,,\nfrom 2020,,\na,b,c\n1,2,x\n3,9,y\n", ["a", "b"], aside: ["c: words"], [[1, 2], [3, 9]]),
    Table("a title", "My data\n\na;b\n1;2\n3;9\n", ["a", "b"], [[1, 2], [3, 9]]),
    Table(
      "scikit-learn", "3,2,setosa,virginica\n5.1,3.5,0\n4.9,3.0,0\n7.0,3.2,1\n", ["column 1", "column 2"],
      aside: ["column 3: a class"], expected),
    Table(
      "years", "country,2018,2019,2020\nA,1,5,2\nB,7,5,1\n", ["2018", "2019", "2020"], aside: ["country: words"],
      [[1, 5, 2], [7, 5, 1]]),
    Table(
      "a text of several lines", "t,x\n\"one,\n\"\"two\"\"\",1\nthree,4\n", ["x"], aside: ["t: words"], [[1], [4]]),
    Table("a column of decimal commas", "x\n1,5\n2,25\n", ["x"], [[1.5], [2.25]]),
    Table("thousands", "w,n\n1920,\"3,505\"\n375,\"725\"\n", ["w", "n"], [[1920, 3505], [375, 725]]),
    Table(
      "thousands beside fractions", "w;n\n1.5;3,505\n3.5;1,234,567.25\n", ["w", "n"],
      [[1.5, 3505], [3.5, 1_234_567.25]]),
    Table(
      "points between thousands", "w;n\n1.234,5;1\n3,5;12.345\n", ["w", "n"], [[1234.5, 1], [3.5, 12345]]),
    Table("points between all thousands", "w;n\n1.234.567;1\n3.500;2\n", ["w", "n"], [[1_234_567, 1], [3500, 2]]),
    Table(
      "mostly words", "w,x\n1,1\n2,2\na,4\nb,1\nc,1\nd,5\n", ["x"], aside: ["w: words"], [[1], [2], [4], [1], [1], [5]]),
    Table("an only column of numbers in a row", "n\n1\n2\n3\n", ["n"], [[1], [2], [3]]),
  ]

  @Test(arguments: tables) func whatIsAPointIsTold(table: Table) throws {
    let data = try read(table.text)
    #expect(data.columns.map(\.title) == table.columns)
    #expect(data.leftAside.map { "\($0.column.title): \($0.reason.rawValue)" } == table.leftAside)
    #expect(data.points == .double(table.points))
  }

  @Test func rowNamesNameTheRows() throws {
    #expect(try read(",x\na,1\nb,3\n").idColumn == TableColumn(index: 0))
    #expect(try read("id,x\n7,1\n9,3\n").idColumn?.name == "id")
    #expect(try read("x,y\n7,1\n9,3\n").idColumn == nil)
  }

  /// Few whole numbers beside fractions, in blocks or not: a class or anything, hence noted.
  @Test func fewWholeNumbersInTwoColumnsArePointsWithANote() throws {
    for label in [{ $0 / 10 }, { $0 % 3 }] as [(Int) -> Int] {
      let data = try read((0..<30).map { "\($0 * 7 % 30).5,\(label($0))\n" }.joined())
      #expect(data.leftAside == [])
      #expect(data.notes.contains { $0.contains("“column 2” holds only 3 different whole numbers") })
    }
  }

  /// Numbers of patients and the like in a file without headings.
  @Test func numbersFarBeyondAllOthersAreIdentifiers() throws {
    let rows = (0..<20).map { "\(842_302 + $0 * 7919 % 1000),\($0 % 7).5\n" }.joined()
    #expect(try read(rows).leftAside.map(\.reason) == [.ids])
    let near = (0..<20).map { "\(842_302 + $0 * 7919 % 1000),\($0 % 7)000.5\n" }.joined()
    #expect(try read(near).leftAside == [])
  }

  @Test func aColumnOfWordsAtFirstMayBeOneOfNumbers() throws {
    let words = (0..<250).map { "w\($0),\($0 * 7 % 10)\n" }.joined()
    let numbers = (0..<1200).map { "\($0),\($0 * 7 % 10)\n" }.joined()
    let error = failure { () throws(VectorFileError) in try read("a,b\n" + words + numbers) }
    #expect(error?.location == .line(2, column: 1))
    #expect(error?.problem.contains("“w0” is not a number (column “a”") == true)
  }

  @Test func linesThatArePassedOverAreNoted() throws {
    let notes = try read("My data,,\nfrom 2020,,\na,b,c\n1,2,3\n3,9,4\n").notes
    #expect(notes == ["lines 1 to 2 are taken for no part of the table (--skip-rows and --header decide)"])
    // A row with a name alone is one.
    let error = failure { () throws(VectorFileError) in try read("x,,\na,1,2\nb,3,9\nc,1,4\n") }
    #expect(error?.location == .line(1, column: 2))
  }

  @Test func anEmptyRowAmongOthersIsBad() {
    let error = failure { () throws(VectorFileError) in try read("a,b\n1,2\n,\n,\n3,4\n,\n") }
    #expect(error?.location == .line(3, column: 1))
    #expect(error?.problem.contains("the first of 2 bad rows of 4") == true)
  }

  @Test func nothingButWordsIsAnError() {
    let error = failure { () throws(VectorFileError) in try read("a,b\nx,y\nz,w\n") }
    #expect(error?.location == .line(2, column: 1))
    #expect(error?.advice.contains("no column holds numbers") == true)
    // The names of the rows are not to blame.
    let named = failure { () throws(VectorFileError) in try read("\"\",\"a\"\n\"1\",\"x\"\n\"2\",\"y\"\n") }
    #expect(named?.location == .line(2, column: 2) && named?.problem.contains("“x” is not a number") == true)
  }
}
