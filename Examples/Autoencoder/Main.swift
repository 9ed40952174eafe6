import Autograd
import Clustering
import Foundation
import Quantization
import Usage

/// An autoencoder of digits with each kind of quantising layer, beside principal components and k-means at the same rate.
///
/// usage: swift run -c release Autoencoder [--short] [--seed S] [--page PAGE.html] [--only NAME]
///
/// With `--short` a few steps of each, without times and without clusters: what `.ci/run` compares over numbers of processors.
@main
struct Main {
  static func main() throws {
    guard let options = Options(CommandLine.arguments.dropFirst()) else {
      end(usage: "Autoencoder [--short] [--seed S] [--page PAGE.html] [--only NAME]; the names are those in its table")
    }
    let digits = try Digits()
    var training = Training()
    training.seed = options.seed
    if options.isShort { training.epochs = 2 }

    var outcomes = try [
      Rivals.principalComponents(digits, bits: 24),
      Rivals.kMeans("k-means of quarters, one book", sharesCodes: true, digits, seed: training.seed),
      Rivals.kMeans("k-means of quarters, a book each", sharesCodes: false, digits, seed: training.seed),
    ]
    for outcome in outcomes { show(outcome, options) }
    for variant in Variant.all where options.only.map({ variant.name == $0 }) ?? true {
      let outcome = try variant.run(training, digits)
      show(outcome, options)
      outcomes.append(outcome)
    }
    var agreements: [DeepClustering.Agreement] = []
    if !options.isShort, options.only == nil {
      agreements = try (1...8).map { try DeepClustering().run(digits, seed: options.seed &+ UInt64($0) &- 1) }
      print("\nadjusted Rand index: k-means on pixels, on latent vectors, after the k-means loss")
      for agreement in agreements {
        print([agreement.pixels, agreement.latent, agreement.bent].map(Text.thousandths).joined(separator: "  "))
      }
    }
    if let path = options.page {
      try Page(digits: digits, outcomes: outcomes, clustering: agreements).html.write(
        toFile: path, atomically: true, encoding: .utf8)
    }
    let collapsed = outcomes.filter { $0.leastShare.map { $0 <= 0.5 } ?? false }
    if !options.isShort, !collapsed.isEmpty {
      print("collapsed, half of a book or less in use:", collapsed.map { $0.name }.joined(separator: ", "))
      exit(1)
    }
  }

  /// A line of the table: errors in thousandths, the least perplexity, bits, and seconds or a checksum.
  private static func show(_ outcome: Outcome, _ options: Options) {
    let name = outcome.name.padding(toLength: 34, withPad: " ", startingAt: 0)
    let perplexity = outcome.leastPerplexity ?? ""
    print(
      name, Text.error(outcome.trainingError), Text.error(outcome.testError),
      perplexity.padding(toLength: 14, withPad: " ", startingAt: 0), Text.tenths(outcome.bitsPerImage), "bits",
      options.isShort ? String(outcome.checksum, radix: 16) : Text.tenths(outcome.seconds) + " s")
  }
}

/// What the command line says.
struct Options {
  var isShort = false
  var seed: UInt64 = 1
  var page: String?
  var only: String?

  /// - Returns: nil for words that say something else.
  init?(_ arguments: ArraySlice<String>) {
    var rest = arguments
    while let word = rest.popFirst() {
      if word == "--short" {
        isShort = true
        continue
      }
      guard let value = rest.popFirst() else { return nil }
      switch word {
      case "--seed":
        guard let number = UInt64(value) else { return nil }
        seed = number
      case "--page": page = value
      case "--only" where Variant.all.contains(where: { $0.name == value }): only = value
      default: return nil
      }
    }
  }
}
