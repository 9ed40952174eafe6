internal import CTesseraKernels

/// Where elements [outer, count, inner] meet along the middle of targets [outer, extent, inner].
struct MeetingPlaces: Sendable {
  let targets: AxisSplit
  /// One per element, or one per slice.
  let indices: [Int]
  private let areSlices: Bool
  /// Of slices that are long enough to be added as one.
  private let groups: Groups?

  /// Nil where places are not along an axis.
  init?(_ places: Places) {
    switch places {
    case .slices(let indices, let axis):
      (self.indices, targets, areSlices) = (indices, axis, true)
      groups = axis.inner < Int(TESSERA_LEAST_SLICE) ? nil : Groups(indices, axis.extent)
    case .entries(let indices, let axis):
      (self.indices, targets, areSlices, groups) = (indices, axis, false, nil)
    case .list, .view: return nil
    }
  }

  /// Elements per slice along the axis.
  var count: Int { areSlices ? indices.count : indices.count / max(1, targets.rows) }

  /// So many columns at once, so that their sums stay in the second cache.
  var columns: Int { min(max(1, targets.inner), max(16, (1 << 15) / max(1, targets.extent))) }

  /// How many sums are kept at a time.
  var room: Int { groups == nil && count > 1 ? targets.extent * columns : 0 }

  /// Whether so much meets that the sums of all targets of an outer block at a time are worth their room, or nothing does.
  var isDense: Bool { groups != nil || targets.extent <= 2 * count || count == 1 }

  func withC(_ body: (UnsafePointer<tessera_places>) -> Void) {
    indices.withUnsafeBufferPointer { indices in
      guard let start = indices.baseAddress else { return }
      var places = tessera_places(
        targets: targets.inC, count: count, indices: start, are_slices: areSlices, order: nil, sizes: nil)
      guard let groups else { return body(&places) }
      groups.order.withUnsafeBufferPointer { order in
        groups.sizes.withUnsafeBufferPointer { sizes in
          (places.order, places.sizes) = (order.baseAddress, sizes.baseAddress)
          body(&places)
        }
      }
    }
  }
}
