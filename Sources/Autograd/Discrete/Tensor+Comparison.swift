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
    let truths = [Bool](writing: runs.shape.reduce(1, *)) { out in
      left.elements.withUnsafeBufferPointer { x in
        right.elements.withUnsafeBufferPointer { y in
          runs.walk { xOffset, yOffset, offset, strides, count in
            Element.comparisons.compare(
              comparison, x.baseAddress! + xOffset, strides.0, y.baseAddress! + yOffset, strides.1, out + offset,
              count)
          }
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
  public var trueCount: Int { elements.count { $0 } }

  /// Whether an element holds.
  public var containsTrue: Bool { elements.contains(true) }
}
