import TesseraKernels

/// The canonical distance of points of either type.
func definition<Scalar: KernelScalar>(_ x: [Scalar], _ c: [Double]) -> Double {
  canonicalDistance(x.map { Double($0) }, c)
}

/// Points and centroids of a seed: multiples of 1/4, so that ties and duplicates abound, or arbitrary.
struct Case<Scalar: KernelScalar> {
  let points: [Scalar]
  let centroids: [Double]
  let rows: Int
  let count: Int
  let dimensions: Int

  init(rows: Int, count: Int, dimensions: Int, seed: UInt64, lattice: Bool, scale: Double = 1) {
    var generator = TestGenerator(seed: seed)
    func next() -> Double { scale * (lattice ? Double(generator.below(4)) / 4 : generator.signedUnit()) }
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
