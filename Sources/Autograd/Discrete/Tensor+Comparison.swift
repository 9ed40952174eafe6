// Comparisons move in steps: their results are `Tensor<Bool>`, constants for every gradient. NaN compares false, but for .!=.
extension Tensor where Element: OrderedElement {
  public static func .< (left: Tensor, right: Tensor) -> Tensor<Bool> { compared(.less, left, right) }
  public static func .<= (left: Tensor, right: Tensor) -> Tensor<Bool> { compared(.lessOrEqual, left, right) }
  public static func .> (left: Tensor, right: Tensor) -> Tensor<Bool> { compared(.greater, left, right) }
  public static func .>= (left: Tensor, right: Tensor) -> Tensor<Bool> { compared(.greaterOrEqual, left, right) }
  public static func .== (left: Tensor, right: Tensor) -> Tensor<Bool> { compared(.equal, left, right) }
  public static func .!= (left: Tensor, right: Tensor) -> Tensor<Bool> { compared(.notEqual, left, right) }

  public static func .< (left: Tensor, right: Element) -> Tensor<Bool> { left .< Tensor(right) }
  public static func .<= (left: Tensor, right: Element) -> Tensor<Bool> { left .<= Tensor(right) }
  public static func .> (left: Tensor, right: Element) -> Tensor<Bool> { left .> Tensor(right) }
  public static func .>= (left: Tensor, right: Element) -> Tensor<Bool> { left .>= Tensor(right) }
  public static func .== (left: Tensor, right: Element) -> Tensor<Bool> { left .== Tensor(right) }
  public static func .!= (left: Tensor, right: Element) -> Tensor<Bool> { left .!= Tensor(right) }

  private static func compared(_ comparison: Comparison, _ left: Tensor, _ right: Tensor) -> Tensor<Bool> {
    let runs = BroadcastRuns(left.shape, right.shape)
    let compare = Element.comparisons.compare
    let truths = [Bool](writing: runs.count) { out in
      left.elements.withUnsafeBufferPointer { x in
        right.elements.withUnsafeBufferPointer { y in
          nonisolated(unsafe) let (x, y, out) = (x.baseAddress!, y.baseAddress!, out)
          runs.forEachBlock { compare(comparison, x, y, out, $0) }
        }
      }
    }
    let links = (
      StepTrace.note("comparison", of: left, severs: true, truths),
      StepTrace.note("comparison", of: right, severs: true, truths)
    )
    return Tensor<Bool>(truths, shape: runs.shape).behind(links.0, links.1)
  }
}

extension Tensor<Bool> {
  /// How many elements hold.
  public var trueCount: Int {
    elements.withUnsafeBytes { bytes in
      var (total, start) = (0, 0)
      // Bytes add up to less than 256 at a time.
      while start < bytes.count {
        let end = Swift.min(start + 255, bytes.count)
        var some: UInt8 = 0
        for index in start..<end { some &+= bytes[index] }
        total += Int(some)
        start = end
      }
      return total
    }
  }

  /// Whether an element holds.
  public var containsTrue: Bool {
    elements.withUnsafeBytes { bytes in
      var start = 0
      while start + 64 <= bytes.count {
        var any: UInt64 = 0
        for word in 0..<8 { any |= bytes.loadUnaligned(fromByteOffset: start + word * 8, as: UInt64.self) }
        if any != 0 { return true }
        start += 64
      }
      return bytes[start...].contains { $0 != 0 }
    }
  }
}
