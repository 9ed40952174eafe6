import Clustering

/// The points of the page's pictures and where their centroids start: the same in every browser and here.
struct Story {
  let points: Matrix<Double>
  /// Two of them share a group at first.
  let start = Matrix([[1.2, 5.6], [4.6, 1.0], [6.0, 1.9]] as [[Double]])

  /// Nine points around each of three middles, in a field of 10 x 7.
  init() {
    let middles = [[2.3, 2.2], [5.2, 5.2], [7.9, 2.3]]
    var generator = SeededGenerator(seed: 17, stream: 1)
    func fraction() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    var elements: [Double] = []
    for row in 0..<27 {
      for middle in middles[row % 3] {
        let value = middle + 1.5 * (fraction() + fraction() - fraction() - fraction()) / 1.6
        elements.append((100 * value).rounded() / 100)
      }
    }
    points = Matrix(rows: 27, columns: 2, elements: elements)
  }
}
