internal import ArgumentParser
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// `tessera estimate`.
struct Estimate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time, memory and network of a fit on machines that are not at hand: a model on paper.",
    usage: "tessera estimate --rows <N> --dimensions <D> -k <K> [--ranks <R>] [<options>]",
    discussion: """
      The formulas and how well they do: the page Estimates of the documentation. A probe of a moment says how fast a processor of \
      this machine is beside the one that was measured; ranks are taken to have processors like it.

      Examples:
        tessera estimate --rows 1e9 --dimensions 768 -k 1e5 --ranks 64 --processors 32
        tessera estimate --rows 1e8 --dimensions 128 -k 1000 --no-probe --json
      """)

  @Option(help: ArgumentHelp("How many rows there are in all.", valueName: "N"))
  var rows: Amount

  @Option(help: ArgumentHelp("How many columns they have.", valueName: "D"))
  var dimensions: Amount

  @Option(name: ClusterCountOption.names, help: ArgumentHelp("How many clusters.", valueName: "K"))
  var clusterCount: Amount

  @Option(help: ArgumentHelp("How many processes share the rows, each on a machine of its own.", valueName: "R"))
  var ranks = Amount(value: 1)

  @Option(help: ArgumentHelp("Processors of each rank; all of this machine without a value.", valueName: "P"))
  var processors: Amount?

  @Option(help: ArgumentHelp("The type of the rows.", valueName: "float32|float64"))
  var type = RowType.float32

  @Option(help: ArgumentHelp("How many updates.", valueName: "N"))
  var iterations = Amount(value: 20)

  @Option(help: ArgumentHelp("What a rank sends and receives at once, in gigabytes per second.", valueName: "GB/S"))
  var network = 1.25

  @Option(help: ArgumentHelp("What a rank reads from its disk, in gigabytes per second.", valueName: "GB/S"))
  var disk = 2.0

  @Flag(inversion: .prefixedNo, help: "Measure a processor of this machine first.")
  var probe = true

  @Flag(help: "Print exactly one JSON object on standard output.")
  var json = false

  func validate() throws {
    guard network > 0, network.isFinite, disk > 0, disk.isFinite else {
      throw ValidationError("--network and --disk are above 0.")
    }
    guard clusterCount.value <= rows.value, ranks.value <= rows.value else {
      throw ValidationError("There are at least as many rows as clusters, and as ranks.")
    }
  }

  func run() throws {
    var machine = FitMachine(processors: processors?.count ?? ParallelRows.processorCount)
    let probeSeconds = probe ? try SpeedProbe.seconds() : nil
    if let probeSeconds { machine.speed = FitCosts.probeSeconds / probeSeconds }
    (machine.network, machine.disk) = (network * 1e9, disk * 1e9)
    var size = FitSize(rows: rows.value, dimensions: dimensions.count, clusterCount: clusterCount.count)
    (size.ranks, size.iterations, size.elementBytes) = (ranks.count, iterations.count, type.bytes)
    let report = EstimateReport(
      size: size, machine: machine, type: type, probeSeconds: probeSeconds, estimate: FitEstimate(size, on: machine))
    try OutputPaths([], inputs: [], json: json).print(json ? JSONReport.text(report.json) : report.text)
  }
}

/// A whole number of at least 1, also written as 1e9.
struct Amount: ExpressibleByArgument {
  let value: Double

  init(value: Double) { self.value = value }

  init?(argument: String) {
    guard let value = Double(argument), (1...1e15).contains(value), value == value.rounded() else { return nil }
    self.value = value
  }

  var count: Int { Int(value) }
  var defaultValueDescription: String { String(count) }
}

/// The value of `--type`.
enum RowType: String, CaseIterable, ExpressibleByArgument {
  case float32, float64

  var bytes: Int { self == .float32 ? 4 : 8 }
}
