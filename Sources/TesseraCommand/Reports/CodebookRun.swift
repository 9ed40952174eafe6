internal import Clustering
internal import Matrices
internal import Quantization
internal import Tessera
internal import VectorFiles

/// Codebooks that were trained, and the codes that the rows got.
struct CodebookRun {
  /// What one codebook's fit came to.
  struct Part {
    let inertia: Double
    let iterations: Int
    let stopReason: StopReason
  }

  let file: CodebookFile
  let parts: [Part]
  let codes: Codes
  let distances: [Double]
  let coding: CodingSummary
  /// Of rows that got codes of their own.
  let identifiers: UniqueIdentifiers?
  /// The same levels without bounds and as rows are nearest, where there are bounds or identifiers.
  let plain: CodingSummary?
  let trainSeconds: Double
  let encodeSeconds: Double

  var distortion: Double { coding.distortion }

  init(_ command: CodebookTrain, _ points: Points) throws {
    let watch = Stopwatch()
    let training = CodebookTraining(command, points)
    let (content, parts, labels) = try training.content(isBalanced: command.kind.balanced)
    file = CodebookFile(content)
    self.parts = parts
    trainSeconds = watch.seconds
    var codes = try labels.map { try training.codes($0, of: content) } ?? training.encoded(file)
    if command.kind.balanced || command.kind.unique {
      // What everybody else does: the nearest code of each level.
      let (content, _, _) =
        command.kind.balanced ? try training.content(isBalanced: false) : (content, parts, labels)
      let (plainFile, plainCodes) = (CodebookFile(content), try training.encoded(CodebookFile(content)))
      plain = CodingSummary(
        plainCodes, try training.reconstruction(plainCodes, plainFile), plainFile, points.data.points)
    } else {
      plain = nil
    }
    if command.kind.unique, case .residual(let quantizer) = content {
      do {
        let unique = try UniqueIdentifiers(of: points.data.points, codes: codes, by: quantizer)
        (codes, identifiers) = (unique.codes, unique)
      } catch {
        throw CommandFailure(
          exitCode: CommandFailure.ExitCode.badData, message: "\(points.title): \(error)")
      }
    } else {
      identifiers = nil
    }
    let reconstruction = try training.reconstruction(codes, file)
    distances = reconstruction.distances
    self.codes = codes
    coding = CodingSummary(codes, reconstruction, file, points.data.points)
    guard coding.distortion.isFinite else {
      throw CommandFailure(ClusteringError.inertiaNotRepresentable, points)
    }
    encodeSeconds = watch.seconds - trainSeconds
  }
}
