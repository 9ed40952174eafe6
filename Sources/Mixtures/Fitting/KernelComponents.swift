internal import CMixtureKernels
internal import TesseraKernels

/// What the kernels know of components: memory that stays where it is.
final class KernelComponents: @unchecked Sendable {
  private var memory = OwnedMemory()
  private let stored: UnsafeMutablePointer<mixture_components>
  /// Immutable from here on, hence `@unchecked Sendable`.
  var pointer: UnsafePointer<mixture_components> { UnsafePointer(stored) }

  /// - Parameters:
  ///   - means: on the scale of the frame, [k, d].
  ///   - factors: per component, or once for all.
  init(
    _ rule: mixture_rule, frame: UnitFrame, means: [Double], factors: [Double], isFull: Bool, isShared: Bool,
    offsets: [Double], sharpness: Double, fuzzifier: Double = 2
  ) {
    let (d, k) = (frame.shift.count, offsets.count)
    stored = memory.room(1)
    stored.initialize(
      to: mixture_components(
        d: d, k: k, rule: rule, shift: memory.copy(frame.shift), scale: scaled(1, by: -frame.exponent),
        means: memory.copy(means), factors: memory.copy(factors), is_full: isFull,
        factor_stride: isShared ? 0 : factors.count / k, offsets: memory.copy(offsets), sharpness: sharpness,
        power: 1 / (fuzzifier - 1), fuzzifier: fuzzifier))
  }

  var dimensions: Int { pointer.pointee.d }
  var count: Int { pointer.pointee.k }
}

extension KernelComponents {
  /// Spheres of one size: shares of exp(-stiffness |x - mean|^2).
  static func spheres(_ frame: UnitFrame, means: [Double], stiffness: Double) -> KernelComponents {
    let d = frame.shift.count
    return KernelComponents(
      mixture_shares, frame: frame, means: means, factors: Array(repeating: 1, count: d), isFull: false, isShared: true,
      offsets: Array(repeating: 0, count: means.count / d), sharpness: stiffness)
  }

  /// Memberships of fuzzy c-means.
  static func fuzzy(_ frame: UnitFrame, means: [Double], fuzzifier: Double) -> KernelComponents {
    let d = frame.shift.count
    return KernelComponents(
      mixture_powers, frame: frame, means: means, factors: Array(repeating: 1, count: d), isFull: false, isShared: true,
      offsets: Array(repeating: 0, count: means.count / d), sharpness: 1, fuzzifier: fuzzifier)
  }
}
