public import Autograd
internal import VectorFiles

extension LinearAlgebraLibrary {
  /// Cholesky and spectra are faster from 8 rows on than `Autograd`'s own arithmetic, QR from 16, systems from some 100:
  /// `Benchmarks/RESULTS.md`.
  static let usualLeastSize = 16

  /// The LAPACK of this machine, which stays loaded: OpenBLAS, MKL, FlexiBLAS, the reference's or SciPy's; Accelerate on Apple's systems.
  ///
  /// ```swift
  /// let lapack = try LinearAlgebraLibrary.system()
  /// let (values, vectors) = try withLinearAlgebra(by: lapack) { try covariance.symmetricEigen() }
  /// ```
  ///
  /// It is not linked, but looked for when this is called. How many threads it uses is its own affair (`OPENBLAS_NUM_THREADS`, say).
  /// Call this once and keep the value.
  ///
  /// - Parameter file: a library's file or name, in place of those that are usual. Its integers have 32 bits.
  /// - Throws: ``LAPACKError``, which says what was found in each place, and how to install one.
  public static func system(file: String? = nil) throws(LAPACKError) -> LinearAlgebraLibrary {
    try first(of: file.map { [$0] } ?? LAPACKPlaces.all)
  }

  static func first(of places: [String]) throws(LAPACKError) -> LinearAlgebraLibrary {
    var states: [String] = []
    for place in places {
      do throws(SharedLibrary.Missing) {
        let functions = try LAPACKFunctions(at: place)
        return LinearAlgebraLibrary(
          name: functions.name ?? place, leastSize: usualLeastSize, functions: MatrixFunctions(functions))
      } catch {
        states.append(error.words.contains(place) ? error.words : "\(place): \(error.words)")
      }
    }
    throw LAPACKError(
      description: "no LAPACK was found (\(states.joined(separator: "; "))); install one (\(LAPACKPlaces.advice))")
  }
}

extension LAPACKFunctions {
  /// Of a library under the names that it has for them.
  fileprivate init(at place: String) throws(SharedLibrary.Missing) {
    let library = try SharedLibrary([place])
    do throws(SharedLibrary.Missing) {
      try self.init(library, prefix: "")
    } catch {
      guard let other = try? LAPACKFunctions(library, prefix: LAPACKPlaces.otherPrefix) else { throw error }
      self = other
    }
  }
}

extension MatrixFunctions {
  fileprivate init(_ functions: LAPACKFunctions) {
    self.init(
      lu: { functions.lu($0) }, cholesky: { functions.cholesky($0) }, qr: { functions.qr($0) },
      eigen: { functions.eigen($0) }, singular: { functions.singular($0) },
      triangularSolve: { functions.triangularSolve($0, $1, $2, $3, $4) })
  }
}
