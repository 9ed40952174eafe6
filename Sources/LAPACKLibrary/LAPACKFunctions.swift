internal import VectorFiles

/// The functions of LAPACK and BLAS that are used, by their Fortran names, with integers of 32 bits. Matrices lie column by column.
///
/// Behind the arguments stand the lengths of those that are characters, as Fortran's compilers expect.
struct LAPACKFunctions: Sendable {
  typealias Integers = UnsafePointer<Int32>
  typealias Numbers = UnsafeMutablePointer<Double>
  typealias Letter = UnsafePointer<CChar>
  typealias Status = UnsafeMutablePointer<Int32>

  typealias LU =
    @convention(c) (
      _ rows: Integers, _ columns: Integers, _ a: Numbers, _ stride: Integers, _ exchanges: UnsafeMutablePointer<Int32>,
      _ status: Status
    ) -> Void
  typealias Cholesky =
    @convention(c) (
      _ part: Letter, _ count: Integers, _ a: Numbers, _ stride: Integers, _ status: Status, _ one: Int
    ) -> Void
  typealias QR =
    @convention(c) (
      _ rows: Integers, _ columns: Integers, _ a: Numbers, _ stride: Integers, _ factors: Numbers, _ work: Numbers,
      _ size: Integers, _ status: Status
    ) -> Void
  typealias QRColumns =
    @convention(c) (
      _ rows: Integers, _ columns: Integers, _ reflections: Integers, _ a: Numbers, _ stride: Integers,
      _ factors: Numbers, _ work: Numbers, _ size: Integers, _ status: Status
    ) -> Void
  typealias Eigen =
    @convention(c) (
      _ job: Letter, _ part: Letter, _ count: Integers, _ a: Numbers, _ stride: Integers, _ values: Numbers,
      _ work: Numbers, _ size: Integers, _ integers: UnsafeMutablePointer<Int32>, _ integerSize: Integers,
      _ status: Status, _ one: Int, _ two: Int
    ) -> Void
  typealias Singular =
    @convention(c) (
      _ job: Letter, _ rows: Integers, _ columns: Integers, _ a: Numbers, _ stride: Integers, _ values: Numbers,
      _ left: Numbers, _ leftStride: Integers, _ right: Numbers, _ rightStride: Integers, _ work: Numbers,
      _ size: Integers, _ integers: UnsafeMutablePointer<Int32>, _ status: Status, _ one: Int
    ) -> Void
  typealias TriangularSolve =
    @convention(c) (
      _ side: Letter, _ part: Letter, _ transposition: Letter, _ diagonal: Letter, _ rows: Integers,
      _ columns: Integers, _ factor: UnsafePointer<Double>, _ a: UnsafePointer<Double>, _ stride: Integers,
      _ b: Numbers, _ otherStride: Integers, _ one: Int, _ two: Int, _ three: Int, _ four: Int
    ) -> Void
  private typealias LargestPlace =
    @convention(c) (_ count: Integers, _ x: UnsafePointer<Double>, _ step: Integers) -> Int32
  private typealias Words = @convention(c) () -> UnsafePointer<CChar>?

  let lu: LU
  let cholesky: Cholesky
  let qr: QR
  let qrColumns: QRColumns
  let eigen: Eigen
  let singular: Singular
  let triangularSolve: TriangularSolve
  /// What the library calls itself, where it does.
  let name: String?

  /// - Parameter prefix: of all its functions' names.
  init(_ library: SharedLibrary, prefix: String) throws(SharedLibrary.Missing) {
    lu = try library.function(prefix + "dgetrf_")
    cholesky = try library.function(prefix + "dpotrf_")
    qr = try library.function(prefix + "dgeqrf_")
    qrColumns = try library.function(prefix + "dorgqr_")
    eigen = try library.function(prefix + "dsyevd_")
    singular = try library.function(prefix + "dgesdd_")
    triangularSolve = try library.function(prefix + "dtrsm_")
    let largestPlace: LargestPlace = try library.function(prefix + "idamax_")
    let words = try? library.function(prefix + "openblas_get_config", as: Words.self)()
    name = words.map { String(cString: $0).split(separator: " ").prefix(2).joined(separator: " ") }
    // Read as one integer of 64 bits the count is negative, and there is no largest element.
    if largestPlace([2, -1], [0, 1], [1, 0]) != 2 {
      throw SharedLibrary.Missing(words: "its integers have 64 bits, those of 32 bits are needed")
    }
  }
}
