import Autograd
import LAPACKLibrary

/// A decomposition of one matrix of n rows in Double: `NAME n own|library forward|gradient`.
struct MatrixCase {
  private let body: (Tensor<Double>) throws -> Tensor<Double>
  private let matrix: Tensor<Double>
  private let library: LinearAlgebraLibrary?
  private let hasGradient: Bool

  /// Nil where the words name none.
  init?(_ words: [String]) throws {
    guard words.count == 4, let body = Self.functions[words[0]], let count = Int(words[1]),
      ["own", "library"].contains(words[2])
    else { return nil }
    self.body = body
    let x = Tensor<Double>.uniform([count, count], in: -1..<1, seed: 1)
    matrix = x.matrixProduct(x.transposed()) * (1 / Double(count)) + Tensor.identity(count)
    library = words[2] == "own" ? nil : try Self.found.get()
    hasGradient = words[3] == "gradient"
  }

  private static let found = Result {
    var library = try LinearAlgebraLibrary.system()
    library.leastSize = 1
    return library
  }

  /// The sum of each is differentiated.
  private static let functions: [String: @Sendable (Tensor<Double>) throws -> Tensor<Double>] = [
    "solve": { try $0.solve($0.stoppingGradient().transposed() + 1) },
    "solve_vector": { try $0.solve($0.stoppingGradient()[.all, 0]) },
    "cholesky": { try $0.cholesky() },
    "qr": {
      let (q, r) = try $0.qr()
      return q.sum() + r.sum()
    },
    "eigh": {
      let (values, vectors) = try $0.symmetricEigen()
      return values.sum() + vectors.sum()
    },
    "svd": {
      let (u, values, v) = try $0.singularValueDecomposition()
      return u.sum() + values.sum() + v.sum()
    },
    "slogdet": { try $0.logDeterminant().logMagnitude },
  ]

  /// Of one call, from as many as take some milliseconds.
  func time() -> Double {
    let count = max(1, 20_000 / (matrix.count + 1))
    let milliseconds = milliseconds {
      withLinearAlgebra(by: library) {
        for _ in 0..<count {
          if hasGradient {
            keep(gradient(at: matrix) { try! body($0).sum() })
          } else {
            keep(try! body(matrix))
          }
        }
      }
    }
    return milliseconds / Double(count)
  }
}
