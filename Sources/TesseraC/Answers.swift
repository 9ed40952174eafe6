internal import CTessera
internal import Clustering
internal import IndexFiles
internal import Mixtures
internal import Quantization
internal import TesseraKernels
internal import VectorFiles

/// A call that makes no sense.
struct Misuse: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Throws unless something holds of an argument.
func demand(_ holds: Bool, _ message: @autoclosure () -> String) throws {
  guard holds else { throw Misuse(message()) }
}

/// Does what a function of the interface does: what it throws becomes a status and a message.
func answering(_ body: () throws -> Void) -> tessera_status {
  do {
    try body()
    return tessera_status(TESSERA_OK)
  } catch {
    tessera_set_last_error("\(error)")
    return status(of: error)
  }
}

/// The same for a function that makes something: nil where it does not.
func making<Object: AnyObject>(
  _ result: UnsafeMutablePointer<OpaquePointer?>, _ object: () throws -> Object
) -> tessera_status {
  result.pointee = nil
  return answering { result.pointee = Handle.retained(try object()) }
}

private func status(of error: any Error) -> tessera_status {
  let status =
    switch error {
    case let error as ClusteringError:
      switch error {
      case .interrupted: TESSERA_INTERRUPTED
      case .memory: TESSERA_MEMORY
      case .cannotCombine, .pathNotAvailable: TESSERA_USAGE
      default: TESSERA_DATA
      }
    case let error as VectorFileError: Int(error.kind.rawValue)
    case is InstructionSetError: TESSERA_UNAVAILABLE
    case MixtureError.data(let error): Int(status(of: error))
    case is MixtureError, is QuantizationError, is IndexFileError: TESSERA_DATA
    default: TESSERA_USAGE
    }
  return tessera_status(status)
}

/// The text of the caller's.
func text(_ characters: UnsafePointer<CChar>) -> String { String(cString: characters) }
