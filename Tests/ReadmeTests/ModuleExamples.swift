import Foundation
import LAPACKLibrary
import MessagePassing
import Reports
import TableDrivers
import Tessera
import TesseraKernels
import Testing

// The examples of the modules' front pages, line by line: DocumentationTests compares them. The formatter would break their
// comments.
// swift-format-ignore
@Suite struct ModuleExamples {
  @Test func clustering() throws {
    var generator = SeededGenerator(seed: 1)
    let elements = (0..<200).map { _ in Double.random(in: 0...1, using: &generator) }
    let points = Matrix(rows: 100, columns: 2, elements: elements)
    let newPoints = points.selectingRows([3, 1])
    var kmeans = KMeans(clusterCount: 20)
    kmeans.seed = 42
    let model = try kmeans.fitted(to: points)     // Matrix<Float> or Matrix<Double>, one row per point
    print(model.inertia, model.counts, model.stopReason)
    let labels = try model.assign(newPoints).labels
    if let radius = model.region.radius {
      print("every centroid may move by \(radius) before any label changes")
    }
    #expect(labels == [model.labels[3], model.labels[1]])

    let assigner = try model.rowAssigner()
    let nearest = try assigner.nearest(to: newPoints.row(0))   // or a span, or an unsafe buffer
    print(nearest.label, nearest.squaredDistance)
    #expect(nearest.label == labels[0])
  }

  @Test func lapack() throws {
    let covariance: Tensor<Double> = [[2, 1], [1, 2]]
    let lapack = try LinearAlgebraLibrary.system()
    print(lapack.name)   // OpenBLAS 0.3.21
    let slopes = try withLinearAlgebra(by: lapack) {
      try gradient(at: covariance) { try $0.logDeterminant().logMagnitude }
    }
    #expect((slopes * 3 - [[2, -1], [-1, 2]]).abs().max().item < 1e-14)
  }

  @Test func mixtures() throws {
    let points = Matrix([[0, 0], [0, 1], [1, 0], [9, 8], [9, 9], [8, 9]] as [[Double]])
    var mixture = GaussianMixture(componentCount: 2)
    mixture.covariance = .diagonal
    let model = try mixture.fitted(to: points)
    print(model.weights, model.means, model.logLikelihood, model.bic)
    let labels = try model.assigned(.double(points)).labels
    #expect(labels[0] == labels[2] && labels[0] != labels[3])

    let soft = try SoftKMeans(clusterCount: 2, stiffness: 0.5).fitted(to: .double(points))
    print(soft.centroids, soft.objective)
    let fuzzy = try FuzzyCMeans(clusterCount: 2).fitted(to: .double(points))
    let memberships = try fuzzy.memberships(of: .double(points))      // [rows, 2]
    #expect(memberships[0, 0] + memberships[0, 1] == 1)
  }

  @Test func sharing() throws {
    var generator = SeededGenerator(seed: 1)
    let points = Matrix(rows: 60, columns: 1, elements: (0..<60).map { Double($0 % 3) * 10 + Double.random(in: 0...1, using: &generator) })
    let kmeans = KMeans(clusterCount: 3)
    let shares = [0..<10, 10..<45, 45..<60]
    let models = try LocalGroup.run(3) { member in
      try kmeans.fitted(to: .double(points.selectingRows(Array(shares[member.rank]))), in: member)
    }
    let alone = try kmeans.fitted(to: points)
    #expect(models.map(\.centroids) == Array(repeating: alone.centroids, count: 3))
    #expect(models.flatMap(\.labels) == alone.labels)
  }

  @Test func theOptimumOnALine() throws {
    let column = Matrix<Double>(rows: 12, columns: 1, elements: (0..<12).map { Double($0 % 4 * 10 + $0) })
    var kmeans = KMeans(clusterCount: 4)
    kmeans.seeksOptimum = true
    let model = try kmeans.fitted(to: column)          // [rows, 1]; tessera fit --optimal
    print(model.inertia, model.optimality?.gap ?? 1)   // gap 0: nothing is better
    #expect(model.optimality?.gap == 0)
  }

  @Test func palettes() throws {
    var generator = SeededGenerator(seed: 1)
    let weights = (0..<(512 * 64)).map { _ in Float.random(in: -1...1, using: &generator) }
    let activations = (0..<64).map { Double($0 + 1) }
    var options = PaletteOptions(bits: 4)
    options.grouping = .channel
    let palettized = try PalettizedTensor(weights, shape: [512, 64], importances: .inputs(activations), options)
    print(palettized.errors.error, palettized.errors.optimum ?? 0)   // what is stored, and what nothing is below
    let approximations = palettized.weights                          // as the tables have them
    #expect(approximations.count == weights.count && palettized.layout.groups == [512, 1])
    #expect(palettized.errors.gap.map { $0 < 1e-9 } == true)
  }

  /// Compiled, not run: their files are the reader's.
  func paletteFiles() throws {
    var options = PaletteOptions(bits: 4)
    options.grouping = .channel
    let summary = try PaletteFile.palettize(
      "model.safetensors", importances: "fisher.safetensors", options, to: "small.safetensors")
    for tensor in summary.palettized { print(tensor.name, tensor.errors.relative, tensor.errors.gap ?? 0) }
    for tensor in summary.copied { print(tensor.name, tensor.reason) }
    _ = try PaletteFile.dequantize("small.safetensors", to: "again.safetensors")
  }

  /// Compiled, not run: the files are the reader's.
  func pictures() throws {
    let file = try PictureFile(contentsOf: "photo.jpg")
    var quantizer = PictureQuantizer(colourCount: 16)
    let result = try quantizer.quantized(file.picture)
    print(result.palette.map { ($0.colour.hexadecimal, $0.share) }, result.error)
    try PictureOutput.png.write(result, to: "small.png")
    try SwatchOutput.gpl.write(result.palette, title: "photo", to: "colours.gpl")
    quantizer.dithering = .ordered
  }

  @Test func bounding() throws {
    let points = Matrix<Double>([[0, 0], [0, 1], [9, 8], [9, 9], [0, 2]])
    var kmeans = KMeans(clusterCount: 2)
    kmeans.boundsInertia = true                         // tessera fit --lower-bound
    let model = try kmeans.fitted(to: points)
    if let gap = model.optimality?.gap { print("at most \(gap * 100) % above the best possible") }
    #expect(model.optimality != nil)
  }

  @Test func choosing() throws {
    var generator = SeededGenerator(seed: 1)
    let points = Matrix(rows: 60, columns: 1, elements: (0..<60).map { Double($0 % 3) * 10 + Double.random(in: 0...1, using: &generator) })
    var search = ClusterCountSearch(2...6)
    search.kMeans.seed = 42
    let choice = try search.choice(for: .double(points))
    for candidate in choice.candidates { print(candidate.clusterCount, candidate.silhouette ?? 0) }
    print(choice.recommended.clusterCount, choice.recommended.reason)
    #expect(choice.recommended.clusterCount == 3)
  }

  @Test func matrices() {
    let points: Matrix<Float> = [[0, 1], [2, 3], [4, 5]]
    let corner = points[2, 0]                      // 4
    let rows = points.selectingRows([2, 0])        // [[4, 5], [0, 1]]
    let exact: Matrix<Double> = points.converted()
    #expect(corner == 4 && rows == [[4, 5], [0, 1]] && exact[1, 1] == 3)
  }

  @Test func matricesWithoutACopy() {
    let table: Matrix<Float> = [[0, 1, 2, 3], [4, 5, 6, 7]]
    let right = table[columns: 2..<4]              // [[2, 3], [6, 7]]
    let both = Matrix(joining: [table, table])     // 4 x 4
    #expect(right == [[2, 3], [6, 7]] && both.rows == 4 && both[3, 0] == 4)
  }

  @Test func messagePassing() throws {
    func totalCounts(_ mine: [Int64], _ group: any Communicator) throws(CommunicationError) -> [Int64] {
      var counts = mine
      try group.sum(&counts)
      return counts
    }
    #expect(try totalCounts([1, 2], SingleProcess()) == [1, 2])
  }

  @Test func kernels() {
    let kernels = Kernels(.best)
    let parallel = ParallelRows(threads: ParallelRows.processorCount)
    #expect(kernels.instructionSet == .best && parallel.threads >= 1)
  }

  /// Compiled, not run: their files are the reader's.
  func vectorFiles() throws {
    let data = try VectorFileReader().read("points.npy")
    let labels = try VectorFileReader().readLabels("labels.npy")
    try NumPyFile.write(labels.map(Int32.init), to: "copy.npy")
    _ = data
  }

  func tables() throws {
    var reader = VectorFileReader()
    let data = try reader.read("Mall_Customers.csv")
    _ = data.columns.map(\.title)              // Age, Annual Income (k$), Spending Score (1-100)
    _ = data.leftAside                         // CustomerID: row numbers; Genre: words
    _ = data.notes                             // other guesses, each with the option that decides
    reader.table.columns = ColumnSelection("Age,3-4")
  }

  func outputs(labels: [Int32], distances: [Double]) throws {
    var reader = VectorFileReader()
    reader.keepsOriginal = true                     // ids and cells are looked up again
    let data = try reader.read("customers.csv")
    let columns = [OutputTable.Column("label", .integers(labels)), .init("distance", .numbers(distances))]
    let table = OutputTable(rowNames: data.rowNames, columns: columns)
    try OutputFormats.standard.format(of: "labels.csv")?.write(table, to: "labels.csv")
    if let original = data.original {
      try AnnotatedTable(original, labels: labels, distances: distances).write(to: "annotated.csv")
    }
  }

  func tableDrivers() throws {
    var reader = VectorFileReader()
    reader.tableLoader = TableDrivers()
    let data = try reader.read("embeddings.parquet")

    reader.query = "SELECT age, income FROM customers ORDER BY id"
    let customers = try reader.read("postgresql://me@localhost/shop")
    _ = (data, customers)
  }

  func parquet(_ table: OutputTable) throws {
    let formats = OutputFormats(OutputFormats.standard.all + [ParquetOutput()])
    try formats.format(of: "labels.parquet")?.write(table, to: "labels.parquet")
  }

  func databases(_ table: OutputTable) throws {
    let formats = OutputFormats(OutputFormats.standard.all + [DatabaseOutput()])
    let path = "postgresql://me@localhost/shop?table=item_clusters"
    try formats.format(of: path)?.write(table, to: path)
  }

  func reports(_ kmeans: KMeans) throws {
    let data = try VectorFileReader().read("penguins.csv")
    let model = try kmeans.fitted(to: data.points)
    let summary = FitSummary(of: model, by: kmeans, data: DataSummary(data, path: "penguins.csv"))
    try AtomicFile.write(ReportSource(summary, points: data.points, model: model).page, to: "out.html")
  }

  func loadAssignServe() throws {
    let model = try ModelFile(contentsOf: "model.safetensors")
    print(model)                                        // 20 centroids of 384 columns by lloyd

    let new = try VectorFileReader().read("new.npy").points
    let assignment = try model.assign(new)
    _ = assignment.labels                               // one per row
    _ = assignment.distances                            // to the centroid of each
    let few = try model.assign(Matrix([[0.5, 1.5], [2.5, 3.5]] as [[Float]]))
    _ = few

    let assigner = try RowAssigner(model.scaledCentroids, metric: model.metric)
    func handle(_ embedding: [Float]) throws -> Int32 {
      try assigner.nearest(to: embedding).label
    }
    _ = try handle([])
  }

  func tessera() throws {
    let data = try VectorFileReader().read("embeddings.npy")
    let kmeans = KMeans(clusterCount: 20)
    let model = try kmeans.fitted(to: data.points)
    try ModelFile(model, from: kmeans).write(to: "model.safetensors")
  }
}

// MARK: ResidentMemory

func fitLargeFile() throws -> KMeansModel {
  try MemoryLimit.hold(512 << 20)  // from now on, for the process
  var reader = VectorFileReader()
  reader.readsInPlace = true
  let data = try reader.read("embeddings.npy")
  var options = KMeans(clusterCount: 1000)
  options.initializer = .kMeansParallel
  return try options.fitted(to: data.points)
}
