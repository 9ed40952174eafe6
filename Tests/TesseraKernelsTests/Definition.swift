import TesseraKernels

/// The canonical distance, written as the definition says it.
func definition<Scalar: KernelScalar>(_ x: [Scalar], _ c: [Double]) -> Double {
  var sums = [Double](repeating: 0, count: 8)
  for index in x.indices {
    let difference = Double(x[index]) - c[index]
    let square = difference * difference
    sums[index % 8] += square
  }
  let b = (0..<4).map { sums[$0] + sums[$0 + 4] }
  let e = (0..<2).map { b[$0] + b[$0 + 2] }
  return e[0] + e[1]
}

/// Points and centroids of a seed: multiples of 1/4, so that ties and duplicates abound, or arbitrary.
struct Case<Scalar: KernelScalar> {
  let points: [Scalar]
  let centroids: [Double]
  let rows: Int
  let count: Int
  let dimensions: Int

  init(rows: Int, count: Int, dimensions: Int, seed: UInt64, lattice: Bool, scale: Double = 1) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next() -> Double {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let unit = Double(state >> 11) * 0x1p-53
      return scale * (lattice ? (unit * 4).rounded(.down) / 4 : unit * 2 - 1)
    }
    points = (0..<(rows * dimensions)).map { _ in Scalar(next()) }
    centroids = (0..<(count * dimensions)).map { _ in next() }
    (self.rows, self.count, self.dimensions) = (rows, count, dimensions)
  }

  func point(_ row: Int) -> [Scalar] { Array(points[(row * dimensions)..<((row + 1) * dimensions)]) }
  func centroid(_ index: Int) -> [Double] { Array(centroids[(index * dimensions)..<((index + 1) * dimensions)]) }
  func distances(_ row: Int) -> [Double] { (0..<count).map { definition(point(row), centroid($0)) } }

  var panels: [Double] {
    var panels = [Double](
      repeating: 0, count: PackedCentroids.panelElements(count: count, dimensions: dimensions))
    PackedCentroids.pack(centroids, count: count, dimensions: dimensions, into: &panels)
    return panels
  }
}

let awkwardDimensions = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65]
let awkwardCounts = [1, 2, 7, 8, 9, 15, 16, 17, 33, 65]
