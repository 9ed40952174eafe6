import Matrices
import Testing

/// Rows whose elements are decoded where they are read.
struct EncodedRowsTests {
  /// Bytes as Floats ten times as large, with a byte that nobody may read after each row.
  private let points = Matrix<Float>(encoding: [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], gap: 1)

  @Test func elementsAreDecodedWhereTheyAreRead() {
    #expect(points.rows == 3 && points.columns == 4 && !points.isContiguous)
    #expect(points[2, 1] == 90 && points.row(1) == [40, 50, 60, 70])
    #expect(points == [[0, 10, 20, 30], [40, 50, 60, 70], [80, 90, 100, 110]])
    #expect(points.selectingRows([2, 0]) == [[80, 90, 100, 110], [0, 10, 20, 30]])
    #expect(points.converted(to: Double.self).row(2) == [80, 90, 100, 110])
    #expect(points.elements.count == 12 && points.elements[11] == 110)
  }

  @Test func rowsAndColumnsAreChosenWithoutADecodedCopy() {
    #expect(points[columns: 1..<3] == [[10, 20], [50, 60], [90, 100]])
    #expect(points[rows: 1..<3] == [[40, 50, 60, 70], [80, 90, 100, 110]] && !points[rows: 1..<3].isContiguous)
    #expect(points[rows: 1..<2][columns: 2..<4] == [[60, 70]] && points[columns: 2..<4][rows: 2..<3] == [[100, 110]])
    #expect(points[rows: 1..<1].rows == 0)
  }

  @Test func theyAreJoinedWithRowsOfAnyOtherKind() {
    let plain: Matrix<Float> = [[1, 2, 3, 4], [5, 6, 7, 8]]
    let joined = Matrix(joining: [plain, points, plain[rows: 1..<2], points[rows: 2..<3]])
    #expect(joined.rows == 7 && joined.row(1) == [5, 6, 7, 8] && joined.row(2) == [0, 10, 20, 30])
    #expect(joined.row(5) == [5, 6, 7, 8] && joined.row(6) == [80, 90, 100, 110] && joined[4, 3] == 110)
    #expect(joined[rows: 4..<6][columns: 0..<1] == [[80], [5]])
  }

  @Test func partsHoldWhatIsAskedFor() {
    let rows = (0..<200).map { row in (0..<3).map { UInt8((row * 3 + $0) % 251) } }
    let points = Matrix<Float>(encoding: rows, gap: 0)
    let joined = Matrix(joining: [points, points[rows: 0..<50]])
    func expected(_ row: Int) -> [Float] { rows[row % 200].map { Float($0) * 10 } }
    joined.withRows { view in
      #expect(view.only == nil && view.isEncoded)
      view.withPart(holding: 190..<210) { part in
        for row in 190..<210 { #expect(Array(UnsafeBufferPointer(start: part[row], count: 3)) == expected(row)) }
      }
      for list in [[3, 4, 5, 9], [198, 199, 200, 249], [7], [120, 3, 199, 3]] as [[Int32]] {
        list.withUnsafeBufferPointer { list in
          view.withPart(holding: list) { part in
            for row in list {
              #expect(Array(UnsafeBufferPointer(start: part[Int(row)], count: 3)) == expected(Int(row)))
            }
          }
        }
        var seen: [Int32] = []
        view.forEachRun(of: list.count, { Int(list[$0]) }) { part, places in
          for place in places {
            seen.append(list[place])
            let row = Int(list[place])
            #expect(Array(UnsafeBufferPointer(start: part[row], count: 3)) == expected(row))
          }
        }
        #expect(seen == list)
      }
      var count = 0
      view.forEachRow(in: 10..<240) { row, x in
        #expect(row == 10 + count && x[2] == expected(row)[2])
        count += 1
      }
      #expect(count == 230)
      view.withElements(of: 199..<202) { x in #expect(x[0] == expected(199)[0] && x[8] == expected(201)[2]) }
      view.withRow(220) { x in #expect(x[1] == expected(220)[1]) }
    }
  }
}

extension Matrix<Float> {
  /// - Parameter gap: bytes after each row.
  fileprivate init(encoding rows: [[UInt8]], gap: Int) {
    let stride = rows[0].count + gap
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: rows.count * stride, alignment: 1)
    for (row, values) in rows.enumerated() {
      for (column, value) in values.enumerated() { bytes[row * stride + column] = value }
    }
    nonisolated(unsafe) let owned = bytes
    self.init(
      rows: rows.count, columns: rows[0].count, encodedAt: bytes.baseAddress!, stride: stride, size: 1
    ) { source, target, count in
      for index in 0..<count {
        let value = Float(source.load(fromByteOffset: index, as: UInt8.self)) * 10
        target.storeBytes(of: value, toByteOffset: 4 * index, as: Float.self)
      }
    } release: {
      owned.deallocate()
    }
  }
}
