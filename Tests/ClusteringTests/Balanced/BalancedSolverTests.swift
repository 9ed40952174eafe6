import Matrices
import TesseraKernels
import TesseraTestSupport
import Testing

@testable import Clustering

/// The assignment within bounds beside an exact solver, with its certificate.
struct BalancedSolverTests {
  private struct Problem {
    let solver: BalancedSolver<Double>
    let centroids: Matrix<Double>

    init(
      _ points: Matrix<Double>, _ centroids: Matrix<Double>, _ sizes: ClosedRange<Int>, threads: Int = 1,
      _ instructionSet: InstructionSet = .best
    ) throws {
      var kmeans = KMeans(clusterCount: centroids.rows)
      (kmeans.threadCount, kmeans.instructionSet) = (threads, instructionSet)
      // Fits need distinct rows; assignments do not.
      let distinct = Matrix<Double>(rows: points.rows, columns: points.columns) { elements in
        for index in elements.indices { elements[index] = Double(index) }
      }
      let problem = try FitProblem(kmeans, distinct, nil)
      let scaled = try ScaledPoints(points, weights: nil, in: Reduction(problem.parallel, rows: points.rows))
      solver = BalancedSolver(
        GridRows(scaled, problem.kernels, problem.parallel), clusterCount: centroids.rows, sizes: sizes)
      self.centroids = centroids
    }

    /// The sum of the costs on the grid, and what an exact solver says of them.
    func costs() -> (found: Int64, best: Int64?) {
      let (grid, d) = (solver.grid, centroids.columns)
      var x = [Double](repeating: 0, count: d)
      let costs = (0..<grid.points.rows).map { row in
        grid.points.matrix.withUnsafeElements { elements in
          x.withUnsafeMutableBufferPointer { grid.round(row, elements.baseAddress!, into: $0.baseAddress!) }
        }
        return (0..<centroids.rows).map { cluster in
          (0..<d).reduce(Int64(0)) { sum, column in
            let difference = Int64(x[column]) - Int64(solver.centroids[cluster * d + column])
            return sum + difference * difference
          }
        }
      }
      let found = solver.foundLabels.enumerated().reduce(Int64(0)) { $0 + costs[$1.offset][Int($1.element)] }
      return (
        found, PlainTransport.optimum(costs, clusters: centroids.rows, sizes: solver.minimum...solver.maximum)
      )
    }
  }

  /// Rows 0, 1, 2 and 10 at centroids 0 and 10, two each: 2 goes to 10, which costs 64 instead of 4. Any other row costs more.
  @Test func theCheapestRowGoesWhereThereIsRoom() throws {
    let points = Matrix<Double>([[0], [1], [2], [10]])
    let problem = try Problem(points, Matrix([[0], [10]]), 2...2)
    #expect(problem.solver.assign(to: problem.centroids, isWarm: false))
    #expect(problem.solver.foundLabels == [0, 0, 1, 1])
    // The price of the full cluster lies between what 2 and what 1 would save there: on the grid in units of its scale.
    let prices = problem.solver.certificate.prices
    #expect(prices[0] > prices[1])
    #expect(problem.solver.certificate.proves([0, 0, 1, 1], of: problem.solver.grid))
  }

  /// 1000 problems: ties, duplicates, coincident centroids, more and fewer clusters than a list has, and centroids that move a little
  /// and much, with prices that are and are not kept.
  @Test(arguments: 0..<8) func equalsAnExactSolver(_ part: Int) throws {
    for seed in UInt64(part * 125)..<UInt64(part * 125 + extent(125, unoptimised: 25)) {
      var generator = SeededGenerator(seed: seed)
      let clusters = seed % 10 == 0 ? 17 + generator.index(below: 6) : 1 + generator.index(below: 7)
      let rows = clusters + generator.index(below: seed % 10 == 0 ? 8 : 14)
      let columns = 1 + generator.index(below: 3)
      let points = randomMatrix(rows, columns, seed: seed, lattice: seed % 2 == 0)
      let least = generator.index(below: rows / clusters + 1)
      let most = (rows + clusters - 1) / clusters + generator.index(below: 3)
      let problem = try Problem(
        points, randomMatrix(clusters, columns, seed: seed + 1, lattice: seed % 3 == 0), least...most)
      var centroids = problem.centroids
      for round in 0..<3 {
        #expect(problem.solver.assign(to: centroids, isWarm: round > 1), "seed \(seed)")
        let (found, best) = problem.costs()
        #expect(found == best, "seed \(seed), round \(round)")
        let labels = problem.solver.foundLabels
        #expect(problem.solver.certificate.proves(labels, of: problem.solver.grid), "seed \(seed), round \(round)")
        let step = round == 1 ? 1e-3 : 0.3
        centroids = centroids.mapped { $0 + step * generator.signedUnit() }
        if seed % 5 == 0 { centroids = centroids.selectingRows((0..<clusters).map { max(0, $0 - 1) }) }
      }
    }
  }

  /// Samples, many lists that end, and prices over many small moves.
  @Test func manyRowsAreProvedOverManyMoves() throws {
    for seed in UInt64(0)..<3 {
      var generator = SeededGenerator(seed: seed)
      // (Centroids stay among the rows, as means do: prices begin anew on another grid.)
      let among = randomMatrix(40, 3, seed: seed + 9).mapped { 0.8 * $0 }
      let problem = try Problem(randomMatrix(3000, 3, seed: seed), among, 60...80, threads: 2)
      var centroids = problem.centroids
      for round in 0..<6 {
        #expect(problem.solver.assign(to: centroids, isWarm: round > 1))
        let labels = problem.solver.foundLabels
        #expect(problem.solver.certificate.proves(labels, of: problem.solver.grid), "seed \(seed), round \(round)")
        centroids = centroids.mapped { $0 + 0.02 * generator.signedUnit() }
      }
      #expect(problem.solver.touched < 3000)
    }
  }

  @Test func noBitDependsOnThreadsOrInstructionSet() throws {
    var found: Set<[Int32]> = []
    for threads in [1, 3] {
      for set in InstructionSet.allCases where set.isAvailable {
        let problem = try Problem(
          randomMatrix(2500, 5, seed: 1), randomMatrix(20, 5, seed: 2), 100...130, threads: threads, set)
        #expect(problem.solver.assign(to: problem.centroids, isWarm: false))
        #expect(problem.solver.assign(to: problem.centroids.mapped { 0.9 * $0 }, isWarm: false))
        #expect(problem.solver.assign(to: problem.centroids.mapped { 0.89 * $0 }, isWarm: true))
        found.insert(problem.solver.foundLabels)
      }
    }
    #expect(found.count == 1)
  }

  /// A certificate proves its own labels, and nothing beside them.
  @Test func whatIsTamperedWithIsNotProved() throws {
    let problem = try Problem(randomMatrix(60, 2, seed: 5), randomMatrix(4, 2, seed: 6), 12...16)
    #expect(problem.solver.assign(to: problem.centroids, isWarm: false))
    let (labels, certificate, grid) = (problem.solver.foundLabels, problem.solver.certificate, problem.solver.grid)
    #expect(certificate.proves(labels, of: grid))
    // Two rows that change places: sizes stay.
    var swapped = labels
    let other = try #require(labels.firstIndex { $0 != labels[0] })
    swapped.swapAt(0, other)
    #expect(!certificate.proves(swapped, of: grid))
    // Prices that prove nothing: rows are not where they are cheapest, or a cluster is not full.
    for cluster in 0..<4 {
      for change in [Int64(1) << 51, -(1 << 51)] {
        var prices = certificate.prices
        prices[cluster] += change
        #expect(
          !BalanceCertificate(centroids: certificate.centroids, prices: prices, sizes: 12...16).proves(labels, of: grid)
        )
      }
    }
    let counts = (0..<4).map { cluster in labels.count { $0 == cluster } }
    let narrow = try #require(counts.max()) - 1
    #expect(
      !BalanceCertificate(centroids: certificate.centroids, prices: certificate.prices, sizes: 12...narrow).proves(
        labels, of: grid))
    var moved = certificate.centroids
    moved[0] += 0x1p22
    #expect(!BalanceCertificate(centroids: moved, prices: certificate.prices, sizes: 12...16).proves(labels, of: grid))
    #expect(!certificate.proves(Array(labels.dropLast()), of: grid))
    // The sign of a price says which bound its cluster is at: without rows at stake nothing else can tell.
    let single = BalanceCertificate(centroids: [0, 0], prices: [1], sizes: 0...61)
    #expect(!single.proves(labels.map { _ in 0 }, of: grid))
    #expect(BalanceCertificate(centroids: [0, 0], prices: [0], sizes: 0...61).proves(labels.map { _ in 0 }, of: grid))
  }
}
