internal import Clustering
internal import MessagePassing
internal import VectorFiles

/// Why a command ends without its result: a message and the exit code that goes with it.
struct CommandFailure: Error, Equatable {
  /// The codes of sysexits.h that commands use beside those of ``VectorFiles/VectorFileError/Kind``.
  enum ExitCode {
    static let usage: Int32 = 64
    static let badData: Int32 = 65
    static let unavailable: Int32 = 69
    static let memory: Int32 = 71
    static let inputOutput: Int32 = 74
  }

  /// Where the processes of a group are to look for the reason.
  enum Origin {
    case here
    /// Another process has more to say.
    case elsewhere
    /// They do not hear from each other.
    case between
  }

  var exitCode: Int32
  var message: String
  var origin: Origin

  init(exitCode: Int32, message: String, origin: Origin = .here) {
    (self.exitCode, self.message, self.origin) = (exitCode, message, origin)
  }

  init(_ error: VectorFileError) {
    var error = error
    if error.kind == .noInput, let near = Self.near(error.path) { error.advice = "did you mean \(near)?" }
    self.init(exitCode: error.exitCode, message: error.description)
  }

  /// What lies where something was looked for that is not there, and is called nearly the same.
  private static func near(_ path: String) -> String? {
    InputPath.exists(path) ? nil : NearWord.file(path, among: InputPath.neighbours(of: path))
  }

  /// - Parameters:
  ///   - data: the file of the points.
  ///   - centroids: the file of the model or of the start centroids, where there is one.
  ///   - weights: the file of the weights, where there is one.
  ///   - checkpoint: the file that a fit goes on from, where it does.
  init(
    _ error: ClusteringError, data: String, centroids: String? = nil, weights: String? = nil, checkpoint: String? = nil
  ) {
    let path: String? =
      switch error {
      case .startCentroidCount, .startCentroidNotFinite, .startCentroidZero: centroids
      case .weightCount, .weightNotUsable, .noPositiveWeight, .weightsTooFarApart, .weightsTooLarge: weights
      case .otherCheckpoint: checkpoint
      default: data
      }
    if case .interrupted = error {
      self.init(exitCode: 128 + (StopSignal.received ?? 2), message: "\(error)")
    } else if case .communication(let error) = error {
      self.init(error)
    } else if case .otherMember = error {
      self.init(exitCode: ExitCode.badData, message: "\(error)", origin: .elsewhere)
    } else if case .cannotCombine("a group", let other) = error {
      self.init(
        exitCode: ExitCode.usage,
        message:
          "--\(other) is not for the processes of a group: start one (without mpirun, or with --no-mpi), or leave it out"
      )
    } else if case .cannotCombine(let first, let second) = error {
      self.init(exitCode: ExitCode.usage, message: "\(ClusteringError.cannotCombine("--\(first)", "--\(second)"))")
    } else if case .dimensionMismatch(let columns, let expected) = error, let centroids {
      self.init(ofColumns: columns, data, expected, centroids)
    } else if case .pathNotAvailable = error {
      self.init(exitCode: ExitCode.usage, message: "\(error)")
    } else if case .memory = error {
      self.init(exitCode: ExitCode.memory, message: "\(data): \(error)")
    } else {
      self.init(exitCode: ExitCode.badData, message: "\(InputPath.title(of: path ?? data)): \(error)")
    }
  }

  /// Two files whose rows are to lie in one space have different numbers of columns.
  init(ofColumns columns: Int, _ path: String, _ expected: Int, _ other: String) {
    self.init(
      exitCode: ExitCode.badData,
      message:
        "\(InputPath.title(of: other)): its rows have \(expected.counted("column")), and those of \(InputPath.title(of: path)) \(columns); use files of one space"
    )
  }

  /// The same about points that were read, in whose text the place of what is wrong is looked up.
  init(
    _ error: ClusteringError, _ points: Points, centroids: String? = nil, weights: String? = nil,
    checkpoint: String? = nil
  ) {
    self.init(error, data: points.title, centroids: centroids, weights: weights, checkpoint: checkpoint)
    guard let (path, location) = points.place(of: error) else { return }
    let subject = error.row != nil ? "the row" : error.weightRow == nil ? "the value" : "the weight"
    let text = error.description(calling: subject)
    message =
      VectorFileError(kind: .badData, path: path, location: location, problem: text, advice: "").description
  }

  /// The processes of a group do not hear from each other.
  init(_ error: CommunicationError) {
    self.init(exitCode: ExitCode.inputOutput, message: error.description, origin: .between)
  }

  /// Prints the message, in one line, to standard error and ends the process.
  func exit() -> Never {
    print()
    Terminal.exit(exitCode)
  }

  /// Prints the message, in one line, to standard error.
  func print() { StandardError.write("error: \(message.shown)\n") }
}
