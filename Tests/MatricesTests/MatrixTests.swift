import Matrices
import Synchronization
import Testing

struct MatrixTests {
  private let points = Matrix<Float>(rows: 2, columns: 3, elements: [0, 1, 2, 3, 4, 5])

  @Test func elementsStandRowByRow() {
    #expect(points.rows == 2 && points.columns == 3 && points.count == 6)
    #expect(points[0, 2] == 2 && points[1, 0] == 3)
    #expect(points.row(1) == [3, 4, 5])
    #expect(points.elements == [0, 1, 2, 3, 4, 5])
    #expect(points == [[0, 1, 2], [3, 4, 5]])
  }

  @Test func shapeIsPartOfEquality() {
    #expect(points != Matrix(rows: 3, columns: 2, elements: points.elements))
    #expect(points != [[0, 1, 2], [3, 4, 6]])
    #expect(Matrix<Double>(rows: 1, columns: 1, elements: [.nan]) != Matrix(rows: 1, columns: 1, elements: [.nan]))
  }

  @Test func rowsAreSelectedInOrderAndRepeatedly() {
    #expect(points.selectingRows([1, 0, 1]) == [[3, 4, 5], [0, 1, 2], [3, 4, 5]])
    #expect(points.selectingRows([]).rows == 0)
  }

  /// The memory may be there all the same, of another row or of nobody.
  @Test func indicesJustOutsideAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>)[0, 2] }
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>)[1, -1] }
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>)[2, 0] }
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>).row(2) }
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>).selectingRows([0, 2]) }
    await #expect(processExitsWith: .failure) { _ = ([[0, 1], [2, 3]] as Matrix<Float>).selectingRows([-1]) }
  }

  @Test func aNumericMatrixHasTheShapeOfItsMatrix() {
    for matrix in [NumericMatrix.float(points), .double(points.converted())] {
      #expect(matrix.rows == 2 && matrix.columns == 3)
    }
  }

  @Test func conversionRoundsToNearest() {
    let values: Matrix<Double> = [[0.1, 16_777_217]]
    #expect(values.converted(to: Float.self) == [[0.1, 16_777_216]])
    #expect(NumericMatrix.float(points).inDoublePrecision == points.converted())
  }

  @Test func anInitializerThatThrowsPassesItsErrorOn() {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      _ = try Matrix<Double>(rows: 1, columns: 1) { _ throws(Stop) in throw Stop() }
    }
  }

  @Test func whatIsSharedOrBorrowedIsCopiedBeforeItIsWritten() {
    var mine: Matrix<Double> = [[1, 2], [3, 4]]
    let copy = mine
    mine.withUnsafeMutableElements { $0[0] = 9 }
    #expect(mine == [[9, 2], [3, 4]] && copy == [[1, 2], [3, 4]])
    let place = mine.withUnsafeElements { $0.baseAddress }
    mine.withUnsafeMutableElements { $0[3] = 7 }
    #expect(mine.withUnsafeElements { $0.baseAddress } == place && mine[1, 1] == 7)

    let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: 1)
    memory.initialize(repeating: 5)
    defer { memory.deallocate() }
    var borrowed = Matrix(rows: 1, columns: 1, borrowing: UnsafeBufferPointer(memory)) {}
    borrowed.withUnsafeMutableElements { $0[0] = 6 }
    #expect(borrowed == [[6]] && memory[0] == 5)
  }

  @Test func borrowedMemoryIsReleasedOnceWithTheLastCopy() {
    let counter = Counter()
    let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: 2)
    memory.initialize(repeating: 7)
    defer { memory.deallocate() }
    var copies = [Matrix(rows: 1, columns: 2, borrowing: UnsafeBufferPointer(memory)) { counter.increment() }]
    copies.append(copies[0])
    copies.removeFirst()
    #expect(counter.value == 0)
    #expect(copies[0][0, 1] == 7)
    copies.removeAll()
    #expect(counter.value == 1)
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func increment() { count.withLock { $0 += 1 } }
}
