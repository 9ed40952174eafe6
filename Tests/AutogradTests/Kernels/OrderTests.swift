import Testing

@testable import Autograd

/// Orders by digits and by selection, against the standard library's stable sort.
@Suite struct OrderTests {
  /// Around the borders of insertion, short digits and long ones.
  static let counts = [1, 2, 31, 32, 33, 300, 8191, 8192, 9000]

  @Test(arguments: counts) func ordersOfFloats(_ count: Int) { agree(values(count).map { Float($0) }) }

  @Test(arguments: counts) func ordersOfDoubles(_ count: Int) { agree(values(count)) }

  /// Signed zeros are equal, NaN of either sign is the largest, infinities are in place.
  @Test func specialValues() {
    let x: [Float] = [
      0, .nan, -0.0, .infinity, -1, -.nan, -.infinity, 0, 0x1p-149, -0x1p-149, .greatestFiniteMagnitude,
    ]
    #expect(Tensor(x, shape: [11]).argsort(alongAxis: 0).elements == [6, 4, 9, 0, 2, 7, 8, 10, 3, 1, 5])
    #expect(
      Tensor(x, shape: [11]).argsort(alongAxis: 0, descending: true).elements == [1, 5, 3, 10, 8, 0, 2, 7, 9, 4, 6])
    #expect(Tensor(x, shape: [11]).top(4, alongAxis: 0).indices.elements == [1, 5, 3, 10])
    #expect(Tensor(x, shape: [11]).element(ofRank: 5, alongAxis: 0).indices.elements == [0])
    #expect(Tensor(x, shape: [11]).median(alongAxis: 0).indices.elements == [1])
  }

  @Test func columnsAreRowsOfTheTurnedTensor() {
    let x = sample([5, 40, 3])
    for axis in 0..<3 {
      let permutation = [0, 1, 2].filter { $0 != axis } + [axis]
      let back = permutation.indices.map { permutation.firstIndex(of: $0) ?? 0 }
      let rows = x.transposed(permutation: permutation)
      let values = x.sorted(alongAxis: axis, descending: true).values
      #expect(values == rows.sorted(alongAxis: 2, descending: true).values.transposed(permutation: back))
      #expect(x.top(2, alongAxis: axis).values == values.slice(from: 0, to: 2, alongAxis: axis))
    }
  }

  private func agree<Scalar: TensorScalar>(_ x: [Scalar]) {
    let tensor = Tensor(x, shape: [x.count])
    for descending in [false, true] {
      let expected = x.indices.sorted { left, right in
        let (a, b) = (x[left], x[right])
        if a == b || (a.isNaN && b.isNaN) { return left < right }
        if a.isNaN || b.isNaN { return a.isNaN == descending }
        return descending ? a > b : a < b
      }
      #expect(tensor.argsort(alongAxis: 0, descending: descending).elements == expected)
      for count in [0, 1, 2, x.count / 3, x.count] where count <= x.count {
        let top = tensor.top(count, alongAxis: 0, largest: descending).indices.elements
        #expect(top == Array(expected[..<count]), "\(count)")
      }
      if descending { continue }
      for rank in [1, (x.count + 1) / 2, x.count] {
        let wanted = x[expected[rank - 1]]
        let first = x.firstIndex { $0 == wanted || ($0.isNaN && wanted.isNaN) }
        #expect(tensor.element(ofRank: rank, alongAxis: 0).indices.item == first, "\(rank)")
      }
    }
  }

  /// Many ties, and a NaN where there is room.
  private func values(_ count: Int) -> [Double] {
    let unit = count % 2 == 0 ? 0.37 : 1e30
    return (0..<count).map { index -> Double in
      if index % 977 == 40 { return .nan }
      return Double(index * 7919 % 613 - 300) * unit
    }
  }
}
