import Matrices
import Testing
import VectorFiles

struct CSVFileTests {
  @Test func whatIsWrittenIsReadBack() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/x.csv"
    let matrix: Matrix<Double> = [[0.1, -0.0, 1e300], [1.0 / 3, 0x1p-1074, 7]]
    let headings = ["a \"b\",\n", "2018", "x"]
    try CSVFile.write(matrix, headings: headings, to: path)
    let data = try VectorFileReader().read(path)
    #expect(data.columns.map(\.title) == headings)
    #expect(data.points == .double(matrix))
    try CSVFile.write(matrix, headings: [], to: path)
    #expect(try VectorFileReader().read(path).points == .double(matrix))
  }
}
