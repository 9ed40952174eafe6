import Matrices
import Testing

@testable import Clustering

@Suite struct ClusterDispersionTests {
  /// 0, 2 | 9, 11, 13: means 1 and 11, 7 of all; squares 2 + 8 within, 2 * 36 + 3 * 16 between; mean distances 1 and 4/3.
  @Test func theValuesWorkedByHand() throws {
    let dispersion = try ClusterDispersion(of: .double([[0], [2], [9], [11], [13]]), labels: [3, 3, 0, 0, 0])
    #expect(dispersion.calinskiHarabasz == 120.0 * 3 / 10)
    let likeness = try #require(dispersion.daviesBouldin)
    #expect((likeness - 7.0 / 30).magnitude < 1e-16)
  }

  /// From scikit-learn 1.9, of rows (i mod 7, i^2 mod 11, i^3 mod 13) in clusters i mod 4.
  @Test func theValuesAreThoseOfScikitLearn() throws {
    let moduli = [7, 11, 13]
    let matrix = Matrix<Double>(rows: 60, columns: 3) { target in
      for index in 0..<180 {
        let power = (0...(index % 3)).reduce(1) { product, _ in product * (index / 3) }
        target[index] = Double(power % moduli[index % 3])
      }
    }
    let points = NumericMatrix.double(matrix)
    let labels = (0..<60).map { Int32($0 % 4) }
    let dispersion = try ClusterDispersion(of: points, labels: labels)
    try expect(dispersion.calinskiHarabasz, 0.06002924628844777)
    try expect(dispersion.daviesBouldin, 31.128417823024144)
    try expect(Silhouettes(of: points, labels: labels).mean, -0.07552486338914711)
  }

  @Test func rowsWithoutALabelAreLeftOut() throws {
    let dispersion = try ClusterDispersion(of: .float([[0], [50], [2], [9], [11], [13]]), labels: [3, -1, 3, 0, 0, 0])
    #expect(dispersion.calinskiHarabasz == 36)
  }

  @Test(arguments: [[0, 0, 0], [0, 1, 2], [-1, -1, -1], [0, 1, -1]] as [[Int32]])
  func thereIsNothingToMeasureWithoutClustersToTellApart(_ labels: [Int32]) throws {
    let dispersion = try ClusterDispersion(of: .double([[0], [1], [4]]), labels: labels)
    #expect(dispersion.calinskiHarabasz == nil && dispersion.daviesBouldin == nil)
  }

  @Test func clustersWithoutExtentOrWithOneCentreAreAsInScikitLearn() throws {
    let points = try ClusterDispersion(of: .double([[0], [0], [5], [5]]), labels: [0, 0, 1, 1])
    #expect(points.calinskiHarabasz == 1 && points.daviesBouldin == 0)
    let centres = try ClusterDispersion(of: .double([[-1], [1], [-2], [2]]), labels: [0, 0, 1, 1])
    #expect(centres.calinskiHarabasz == 0 && centres.daviesBouldin == 0)
  }

  @Test func neitherOffsetNorScaleNorThreadsMatter() throws {
    // Multiples of 2^-20 below 8: moved by 2^30 they lose nothing.
    var generator = SeededGenerator(seed: 4)
    let labels = (0..<3000).map { _ in Int32(generator.index(below: 5)) }
    var elements: [Double] = []
    for label in labels {
      for _ in 0..<19 { elements.append(Double(generator.index(below: 1 << 22)) / 0x1p20 + Double(label % 4)) }
    }
    let points = Matrix(rows: 3000, columns: 19, elements: elements)
    let reference = try ClusterDispersion(of: .double(points), labels: labels, threadCount: 1)
    for (offset, scale) in [(0x1p30, 1), (-0x1p30, 0x1p500), (0, 0x1p-530), (0, 1e155)] {
      let moved = Matrix(rows: 3000, columns: 19, elements: elements.map { ($0 + offset) * scale })
      let other = try ClusterDispersion(of: .double(moved), labels: labels, threadCount: 3)
      let (ch, db) = (try #require(other.calinskiHarabasz), try #require(other.daviesBouldin))
      #expect((ch / (try #require(reference.calinskiHarabasz)) - 1).magnitude < 1e-12, "\(offset), \(scale)")
      #expect((db / (try #require(reference.daviesBouldin)) - 1).magnitude < 1e-12, "\(offset), \(scale)")
    }
    let threaded = try ClusterDispersion(of: .double(points), labels: labels, threadCount: 2)
    #expect(threaded.calinskiHarabasz == reference.calinskiHarabasz)
    #expect(threaded.daviesBouldin == reference.daviesBouldin)
  }

  private func expect(_ value: Double?, _ reference: Double) throws {
    let value = try #require(value)
    #expect((value - reference).magnitude < 1e-12)
  }
}
