internal import Refusals

extension StridedView {
  /// What a subscript shows of a tensor of some shape, and the shape that it gets, in which new axes stand too.
  static func taking(_ ranges: [AxisRange], of shape: [Int]) -> (view: StridedView, shape: [Int]) {
    var named = 0
    var rests = 0
    for range in ranges {
      switch range.kind {
      case .index, .slices: named += 1
      case .rest: rests += 1
      case .new: break
      }
    }
    require(named <= shape.count, "\(named) indices for shape \(shape)")
    require(rests <= 1, "a subscript has one .rest")

    let strides = Shape.strides(of: shape)
    var (axis, offset) = (0, 0)
    var (extents, steps, full) = ([Int](), [Int](), [Int]())
    func keep(_ count: Int) {
      for _ in 0..<count {
        extents.append(shape[axis])
        full.append(shape[axis])
        steps.append(strides[axis])
        axis += 1
      }
    }
    for range in ranges {
      switch range.kind {
      case .index(let index):
        let place = index < 0 ? index + shape[axis] : index
        require(place >= 0 && place < shape[axis], "index \(index) is outside axis \(axis) of shape \(shape)")
        offset += place * strides[axis]
        axis += 1
      case .slices(let start, let end, let step, let countsFromTheEnd):
        require(step >= 1, "a step is at least 1")
        let extent = shape[axis]
        func held(_ bound: Int) -> Int {
          let place = bound < 0 && countsFromTheEnd ? bound + extent : bound
          require(place >= 0 && place <= extent, "bound \(bound) is outside axis \(axis) of shape \(shape)")
          return place
        }
        let (first, last) = (start.map(held) ?? 0, end.map(held) ?? extent)
        let count = first < last ? (last - first - 1) / step + 1 : 0
        offset += count == 0 ? 0 : first * strides[axis]
        extents.append(count)
        full.append(count)
        steps.append(strides[axis] * step)
        axis += 1
      case .rest: keep(shape.count - named)
      case .new: full.append(1)
      }
    }
    keep(shape.count - axis)
    return (StridedView(shape: extents, strides: steps, offset: extents.contains(0) ? 0 : offset), full)
  }
}
