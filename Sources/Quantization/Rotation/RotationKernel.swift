internal import CQuantizerKernels
internal import Matrices
internal import TesseraKernels

/// A rotation as the kernels take it: memory that stays where it is.
final class RotationKernel: @unchecked Sendable {
  private var memory = OwnedMemory()
  /// [ceil(d / 8)][d][8]; immutable from here on, hence `@unchecked Sendable`.
  private let panels: UnsafePointer<Double>
  private let table: UnsafePointer<quantizer_table>
  private let dimensions: Int

  /// How many numbers of scratch a turn needs.
  var scratch: Int { Int(QUANTIZER_ROWS) * dimensions }

  /// - Parameter matrix: [dimensions, dimensions].
  init(_ matrix: Matrix<Double>, _ instructionSet: InstructionSet = .usual) {
    table = quantizer_table_named(instructionSet.rawValue)
    let (d, lanes) = (matrix.columns, Int(QUANTIZER_LANES))
    let target: UnsafeMutablePointer<Double> = memory.fill((d + lanes - 1) / lanes * lanes * d, with: 0)
    matrix.withUnsafeElements { elements in
      for i in 0..<d {
        for j in 0..<d { target[(i / lanes * d + j) * lanes + i % lanes] = elements[i * d + j] }
      }
    }
    (dimensions, panels) = (d, UnsafePointer(target))
  }

  /// Turns some rows.
  ///
  /// - Parameters:
  ///   - part: holds them.
  ///   - wide: ``scratch`` numbers.
  ///   - target: [rows, dimensions].
  func turn<Scalar: KernelScalar>(
    _ rows: Range<Int>, of part: RowPart<Scalar>, _ wide: UnsafeMutablePointer<Double>,
    to target: UnsafeMutablePointer<Scalar>
  ) {
    let (from, d) = (part[rows.lowerBound], dimensions)
    if Scalar.self == Float.self {
      table.pointee.rotate_f32(
        UnsafeRawPointer(from).assumingMemoryBound(to: Float.self), part.stride, rows.count, d, panels, wide,
        UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self))
    } else {
      table.pointee.rotate_f64(
        UnsafeRawPointer(from).assumingMemoryBound(to: Double.self), part.stride, rows.count, d, panels, wide,
        UnsafeMutableRawPointer(target).assumingMemoryBound(to: Double.self))
    }
  }
}
