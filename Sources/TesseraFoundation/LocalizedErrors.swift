public import Clustering
public import Foundation
public import Quantization
public import TesseraKernels
public import VectorFiles

// What `error.localizedDescription` says: the descriptions, which hold place, problem and advice. (Without this import it says
// "The operation could not be completed".)

extension ClusteringError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension InstructionSetError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension QuantizationError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension VectorFileError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}
