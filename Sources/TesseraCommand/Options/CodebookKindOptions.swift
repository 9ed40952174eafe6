internal import ArgumentParser
internal import Quantization
internal import VectorFiles

/// Which quantizer is trained.
struct CodebookKindOptions: ParsableArguments {
  @Option(
    name: [.customShort("k"), .customLong("codes")],
    help: ArgumentHelp("One codebook of K vectors: the code of a row is its nearest.", valueName: "K"))
  var codes: Int?

  @Option(
    help: ArgumentHelp(
      "Columns in M parts with K codes each (product quantisation); parts need not be equally long.", valueName: "MxK"),
    transform: { try PartsByCodes(argument: $0) })
  var product: PartsByCodes?

  @Flag(
    help: "With --product: turn the columns first, by the rotation that costs least (optimised product quantisation).")
  var rotate = false

  @Option(
    help: ArgumentHelp(
      "L levels of K codes, each for what the levels before left over (residual quantisation).", valueName: "LxK"),
    transform: { try PartsByCodes(argument: $0) })
  var residual: PartsByCodes?

  @Option(
    help: ArgumentHelp(
      "With --residual: how many sequences of codes are kept from level to level (default: 5; with --balanced 1).",
      valueName: "WIDTH"))
  var beam: Int?

  @Flag(help: "With --residual: all codes of a level get equally many rows, or one more or less.")
  var balanced = false

  @Flag(
    help: """
      With --residual: no two rows have the same codes (semantic ids); needs --codes-output. Last codes are given at the least \
      error among rows that begin alike; rows for which a full beginning has none take free codes elsewhere, one after the other.
      """)
  var unique = false

  @Option(
    help: ArgumentHelp(
      "Elements one by one, on a grid from the least to the largest of their column.", valueName: "BITS"))
  var scalar: Int?

  @Option(
    help: ArgumentHelp(
      "Elements one by one after a random rotation, on the values that are best for any data: needs no training.",
      valueName: "BITS"))
  var randomRotation: Int?

  func validate() throws {
    let kinds = [
      codes != nil, product != nil, residual != nil, scalar != nil, randomRotation != nil,
    ].count { $0 }
    guard kinds == 1 else {
      throw ValidationError(
        "Say which quantizer, by one of -k K, --product MxK, --residual LxK, --scalar BITS and --random-rotation BITS.")
    }
    if let codes, codes < 1 { throw ValidationError("-k is at least 1.") }
    if let scalar, !(1...16).contains(scalar) { throw ValidationError("--scalar is 1 to 16 bits.") }
    if let randomRotation, !(1...8).contains(randomRotation) {
      throw ValidationError("--random-rotation is 1 to 8 bits.")
    }
    if let beam, !(1...ResidualQuantizer.mostSequences).contains(beam) {
      throw ValidationError("--beam is 1 to \(ResidualQuantizer.mostSequences).")
    }
    if let residual, residual.parts > 64 { throw ValidationError("--residual has at most 64 levels.") }
    if rotate, product == nil { throw ValidationError("--rotate belongs to --product.") }
    if residual == nil {
      for (option, isGiven) in [("--beam", beam != nil), ("--balanced", balanced), ("--unique", unique)] where isGiven {
        throw ValidationError("\(option) belongs to --residual.")
      }
    }
    if balanced, let beam, beam > 1 {
      throw ValidationError("--balanced gives each row one sequence of codes: leave --beam out.")
    }
  }

  /// Throws where more rows want identifiers than there are, before anything is trained.
  func checkIdentifiers(_ points: Points) throws(CommandFailure) {
    guard unique, let residual else { return }
    let (most, rows) = (residual.combinations, points.data.points.rows)
    guard rows > most else { return }
    throw CommandFailure(
      exitCode: CommandFailure.ExitCode.badData,
      message: "\(points.title): \(QuantizationError.tooFewIdentifiers(rows: rows, identifiers: most))")
  }

  /// Whether k-means has a part in it.
  var isTrained: Bool { scalar == nil && randomRotation == nil }

  /// Of each codebook.
  var codeCount: Int { codes ?? product?.codes ?? residual?.codes ?? 1 }

  /// How many codebooks there are.
  var codebookCount: Int { product?.parts ?? residual?.parts ?? 1 }
}
