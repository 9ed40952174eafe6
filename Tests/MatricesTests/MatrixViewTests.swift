import Matrices
import Synchronization
import Testing

struct MatrixViewTests {
  private let points = Matrix<Float>([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])

  @Test func columnsAreThoseOfTheMatrix() {
    let view = points[columns: 1..<3]
    #expect(view.rows == 3 && view.columns == 2 && !view.isContiguous)
    #expect(view[2, 0] == 9 && view.row(1) == [5, 6])
    #expect(view.elements == [1, 2, 5, 6, 9, 10])
    #expect(view == [[1, 2], [5, 6], [9, 10]] && view != [[1, 2], [5, 6], [9, 11]])
    #expect(view.converted(to: Double.self) == [[1, 2], [5, 6], [9, 10]])
    #expect(view.selectingRows([2, 0]) == [[9, 10], [1, 2]])
    #expect("\(view)" == "\([[1, 2], [5, 6], [9, 10]] as Matrix<Float>)")
    #expect(points[columns: 0..<4].isContiguous)
  }

  @Test func rowsAreThoseOfTheMatrix() {
    #expect(points[rows: 1..<3] == [[4, 5, 6, 7], [8, 9, 10, 11]] && points[rows: 1..<3].isContiguous)
    #expect(points[rows: 0..<2] != points && points != points[rows: 0..<2])
    #expect(points[rows: 1..<1].rows == 0 && points[rows: 1..<1].columns == 4)
    #expect(points[columns: 2..<4][rows: 1..<2] == [[6, 7]])
    #expect(points[rows: 1..<3][columns: 2..<4] == [[6, 7], [10, 11]])
    #expect(points[columns: 1..<4][columns: 1..<2] == [[2], [6], [10]])
  }

  @Test func matricesAreJoinedInTheirOrder() {
    let joined = Matrix(joining: [points, points[rows: 0..<0], points[rows: 2..<3]])
    #expect(joined.rows == 4 && joined.columns == 4 && !joined.isContiguous)
    #expect(joined == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [8, 9, 10, 11]])
    #expect(joined[3, 1] == 9 && joined.row(2) == [8, 9, 10, 11])
    #expect(joined[rows: 2..<4][columns: 3..<4] == [[11], [11]])
    let twice = Matrix(joining: [joined, joined[rows: 1..<3]])
    #expect(twice[rows: 3..<6] == [[8, 9, 10, 11], [4, 5, 6, 7], [8, 9, 10, 11]])
    #expect(Matrix(joining: [points, points[rows: 0..<0]]).isContiguous)
    #expect(joined[rows: 0..<2].isContiguous && joined[rows: 0..<2] == [[0, 1, 2, 3], [4, 5, 6, 7]])
    #expect(Matrix(joining: [points[rows: 0..<0]]).columns == 4)
    #expect(Matrix(joining: [points[columns: 0..<1], points[columns: 3..<4]]).elements == [0, 4, 8, 3, 7, 11])
  }

  @Test func partsAreFoundWhateverTheirSizes() {
    for seed in 0..<40 {
      let sizes = (0..<(1 + seed % 7)).map { ($0 * 5 + seed * 3) % 4 }
      let rows = sizes.enumerated().flatMap { part, size in (0..<size).map { [Float(part), Float($0)] } }
      let parts = sizes.enumerated().map { part, size in
        Matrix<Float>(rows: size, columns: 2, elements: (0..<size).flatMap { [Float(part), Float($0)] })
      }
      let joined = Matrix(joining: parts)
      #expect((0..<joined.rows).map(joined.row) == rows, "seed \(seed)")
      for row in 0..<joined.rows { #expect(joined[row, 1] == rows[row][1], "seed \(seed)") }
    }
  }

  @Test func aCopyIsMadeOnce() {
    let view = points[columns: 0..<2]
    let first = view.withUnsafeElements { $0.baseAddress }
    let other = view
    #expect(other.withUnsafeElements { $0.baseAddress } == first)
  }

  @Test func writingToAViewLeavesTheMatrixAsItWas() {
    var (whole, view, rows) = (points, points[columns: 1..<2], points[rows: 0..<1])
    view.withUnsafeMutableElements { $0[0] = -1 }
    rows.withUnsafeMutableElements { $0[0] = -1 }
    whole.withUnsafeMutableElements { $0[4] = -1 }
    #expect(view == [[-1], [5], [9]] && view.isContiguous)
    #expect(rows == [[-1, 1, 2, 3]])
    #expect(points == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])
    #expect(whole[1, 0] == -1)
  }

  @Test func memoryLivesAsLongAsItsViews() {
    let released = Mutex(0)
    nonisolated(unsafe) let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: 6)
    memory.initialize(repeating: 3)
    func views() -> [Matrix<Double>] {
      let matrix = Matrix(rows: 3, columns: 2, borrowing: UnsafeBufferPointer(memory)) {
        released.withLock { $0 += 1 }
        memory.deallocate()
      }
      return [matrix[columns: 1..<2], matrix[rows: 1..<2], Matrix(joining: [matrix, matrix])]
    }
    var all = views()
    while !all.isEmpty {
      #expect(released.withLock { $0 } == 0)
      #expect(all[0].elements.allSatisfy { $0 == 3 })
      all.removeFirst()
    }
    #expect(released.withLock { $0 } == 1)
  }

  @Test func whatIsNotThereIsRefused() async {
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>)[columns: 1..<3] }
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>)[columns: -1..<1] }
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>)[rows: 1..<3] }
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>)[rows: -1..<1] }
    await #expect(processExitsWith: .failure) { _ = Matrix<Float>(joining: []) }
    await #expect(processExitsWith: .failure) { _ = Matrix<Float>(joining: [[[0, 1]], [[0]]]) }
    await #expect(processExitsWith: .failure) {
      _ = ([[0, 1], [2, 3]] as Matrix<Float>)[columns: 0..<1][1, 1]
    }
  }
}
