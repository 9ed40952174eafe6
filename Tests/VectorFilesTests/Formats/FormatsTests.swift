import Matrices
import Testing
import VectorFiles

/// Every file of `Resources/formats` against what it must give.
struct FormatsTests {
  enum Expectation: Sendable {
    case truth
    case converted(ElementType)
    case column
    case error(VectorFileError.Location, String)
  }

  static let cases: [(String, Expectation)] = [
    ("f8_v1.npy", .truth), ("f8_v2.npy", .truth), ("f8_v3.npy", .truth), ("f8_bigendian.npy", .truth),
    ("f8_fortran.npy", .truth), ("truth.npy", .truth), ("f4.npy", .converted(.float32)),
    ("f2.npy", .converted(.float16)), ("i8.npy", .converted(.int64)), ("i4.npy", .converted(.int32)),
    ("u1.npy", .converted(.uint8)), ("bool.npy", .converted(.bool)), ("one_dim.npy", .column),
    ("c16.npy", .error(.file, "complex")), ("object_pickle.npy", .error(.file, "never run")),
    ("structured.npy", .error(.file, "records")), ("three_dim.npy", .error(.file, "(5, 4, 4) has 3 dimensions")),
    ("zero_dim.npy", .error(.file, "() has 0 dimensions")), ("zero_rows.npy", .error(.file, "(0, 4) has no rows")),
    ("zero_cols.npy", .error(.file, "(20, 0) has no columns")),
    ("truncated.npy", .error(.byte(755), "640 bytes of elements belong here, the file has 627")),
    ("truncated_header.npy", .error(.byte(40), "ends inside the header")),
    ("bad_magic.npy", .error(.byte(0), "magic")),
    ("trailing_bytes.npy", .error(.byte(768), "640 bytes of elements belong here, the file has 643")),
    ("empty.npy", .error(.file, "empty")), ("huge_shape.npy", .error(.file, "larger than any file")),
    ("negative_shape.npy", .error(.file, "(-3, 4) is negative")),
    ("plain.csv", .truth), ("no_final_newline.csv", .truth), ("crlf.csv", .truth), ("bom.csv", .truth),
    ("semicolon.csv", .truth), ("tab.tsv", .truth), ("spaces.txt", .truth), ("header.csv", .truth),
    ("quoted.csv", .truth), ("padded.csv", .truth), ("blank_lines.csv", .truth), ("comment.csv", .truth),
    ("exponents.csv", .truth), ("one_column.csv", .column),
    ("trailing_comma.csv", .truth),
    ("ragged.csv", .error(.line(8, column: nil), "3 cells instead of 4 as on line 1")),
    ("word.csv", .error(.line(5, column: 2), "“abc” is not a number")),
    ("cell_NA.csv", .error(.line(4, column: 3), "“NA” stands for a missing value (the only bad row of 20)")),
    ("cell_nan.csv", .error(.line(4, column: 3), "“nan”")), ("cell_inf.csv", .error(.line(4, column: 3), "“inf”")),
    ("cell_-Infinity.csv", .error(.line(4, column: 3), "“-Infinity”")),
    ("cell_empty.csv", .error(.line(4, column: 3), "the cell is empty")),
    ("overflow_1e400.csv", .error(.line(1, column: 1), "“1e400” is not a finite number")),
    ("decimal_comma.csv", .truth),
    ("empty.csv", .error(.file, "empty")), ("only_header.csv", .error(.file, "no rows")),
    ("only_newlines.csv", .error(.file, "no rows")), ("nul_byte.csv", .error(.line(1, column: 1), "NUL")),
    ("utf16.csv", .truth), ("latin1_bytes.csv", .error(.line(1, column: 1), "0xE9")),
  ]

  let truth: Matrix<Double>

  init() throws {
    truth = try VectorFileReader().read(resource("formats/truth.npy")).points.inDoublePrecision
  }

  @Test func theTruthIsTheBeginningOfIris() {
    #expect(truth.rows == 20 && truth.columns == 4)
    #expect(truth.row(0) == [5.1, 3.5, 1.4, 0.2])
    #expect(truth.row(2) == [4.7, 3.2, 1.3, 0.2])
  }

  @Test(arguments: cases) func everyFileGivesWhatItMust(name: String, expectation: Expectation) throws {
    let path = resource("formats/\(name)")
    switch expectation {
    case .truth:
      let data = try VectorFileReader().read(path)
      #expect(data.points == .double(truth))
      #expect(data.elementType == .float64)
      #expect(data.droppedRows == 0)
    case .converted(let type):
      let data = try VectorFileReader().read(path)
      #expect(data.elementType == type)
      #expect(data.points == expected(type))
    case .column:
      let points = try VectorFileReader().read(path).points
      #expect(points.rows == 20 && points.columns == 1)
      #expect(points.inDoublePrecision.elements == (0..<20).map { truth[$0, 0] })
    case .error(let location, let problem):
      let error = try #require(failure { () throws(VectorFileError) in try VectorFileReader().read(path) })
      #expect(error.kind == .badData && error.exitCode == 65)
      #expect(error.location == location)
      #expect(error.problem.contains(problem), "\(error)")
      #expect(error.path == path)
      #expect(!error.advice.isEmpty)
    }
  }

  @Test func aLongLineIsTwoRowsOfFiftyThousand() throws {
    let line = Array(repeating: "1.5", count: 50_000).joined(separator: ",")
    let points = try read(line + "\n" + line + "\n").points
    #expect(points == .double(Matrix(rows: 2, columns: 50_000, elements: Array(repeating: 1.5, count: 100_000))))
  }

  private func expected(_ type: ElementType) -> NumericMatrix {
    func double(_ value: (Double) -> Double) -> Matrix<Double> {
      Matrix(rows: truth.rows, columns: truth.columns, elements: truth.elements.map(value))
    }
    return switch type {
    case .float32: .float(truth.converted())
    case .float16: .float(double(Self.roundedToHalf).converted())
    case .uint8:
      .float(double { $0.rounded(.toNearestOrEven).truncatingRemainder(dividingBy: 256) }.converted())
    case .bool: .float(double { $0 > truth.elements.reduce(0, +) / 80 ? 1 : 0 }.converted())
    default: .double(double { $0.rounded(.toNearestOrEven) })
    }
  }

  /// The nearest binary16 number to a value in its normal range.
  private static func roundedToHalf(_ value: Double) -> Double {
    let unit = Double(sign: .plus, exponent: value.exponent - 10, significand: 1)
    return (value / unit).rounded(.toNearestOrEven) * unit
  }
}
