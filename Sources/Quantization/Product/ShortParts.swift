internal import CQuantizerKernels
internal import Matrices
internal import TesseraKernels

/// The parts of a product quantizer by a kernel of their own: all parts of some rows at a time, while these lie in a cache.
///
/// Its scores in Float stay in registers and prove most codes. The engine of `Clustering`, which makes passes over all rows, takes longer
/// where parts are short, and less time where they are long. Both are argmin of the canonical distance, ties to the lowest code.
struct ShortParts: Sendable {
  private let levels: [KernelLevels]
  private let columns: [Range<Int>]

  private static let mostColumns = 64
  private static let mostCodes = 256
  /// Rows of a chunk.
  private static let chunk = 256

  /// nil where a part is too long, or has too many codes.
  init?(_ product: ProductQuantizer, _ parallel: ParallelRows, _ instructionSet: InstructionSet = .usual) {
    guard product.codebooks.allSatisfy({ $0.columns <= Self.mostColumns && $0.rows <= Self.mostCodes }) else {
      return nil
    }
    levels = product.codebooks.map { KernelLevels([$0], instructionSet, parallel) }
    columns = product.columns
  }

  /// The codes of rows; nil where an element may be infinite or NaN.
  ///
  /// - Parameters:
  ///   - bits: of the codes.
  ///   - rotation: turns rows before; nil: they are what they are.
  func codes(
    of points: NumericMatrix, turnedBy rotation: RotationKernel? = nil, bits: [Int], _ parallel: ParallelRows
  ) -> Codes? {
    switch points {
    case .float(let points): codes(of: points, rotation, bits, parallel)
    case .double(let points): codes(of: points, rotation, bits, parallel)
    }
  }

  private func codes<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, _ rotation: RotationKernel?, _ bits: [Int], _ parallel: ParallelRows
  ) -> Codes? {
    var codes = Codes(rows: points.rows, bits: bits)
    let (places, rowBytes, d) = (bits.indices.map { CodePlace($0, of: bits) }, codes.bytesPerRow, points.columns)
    var memory = OwnedMemory()
    nonisolated(unsafe) let rooms = (0..<parallel.threads).map { _ in
      (
        scratch: memory.bytes(Int(QUANTIZER_NEAREST) * Self.mostColumns),
        values: memory.room(Self.chunk) as UnsafeMutablePointer<Int32>,
        wide: memory.room(rotation?.scratch ?? 0) as UnsafeMutablePointer<Double>,
        turned: memory.room(rotation == nil ? 0 : Self.chunk * d) as UnsafeMutablePointer<Scalar>
      )
    }
    var isFinite = true
    codes.withUnsafeMutableBytes { bytes in
      nonisolated(unsafe) let bytes = bytes
      let found = points.withRows { view in
        parallel.mapChunks(of: points.rows, chunk: Self.chunk) { worker, _, rows in
          let room = rooms[worker]
          return view.withPart(holding: rows) { part in
            var (first, stride) = (part[rows.lowerBound], part.stride)
            if let rotation {
              rotation.turn(rows, of: part, room.wide, to: room.turned)
              (first, stride) = (UnsafePointer(room.turned), d)
            }
            var isFinite = true
            for (position, level) in levels.enumerated() {
              let isPartFinite = level.nearest(
                to: first + columns[position].lowerBound, stride: stride, count: rows.count, room.scratch, room.values)
              isFinite = isFinite && isPartFinite
              let place = places[position]
              for index in 0..<rows.count {
                place.write(Int(room.values[index]), to: bytes + (rows.lowerBound + index) * rowBytes)
              }
            }
            return isFinite
          }
        }
      }
      isFinite = found.allSatisfy { $0 }
    }
    return isFinite ? codes : nil
  }
}
