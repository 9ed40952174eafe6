// Everything that moves elements about without changing them rests on these two, each the transpose of the other.
extension Tensor where Element: TensorScalar {
  /// The elements at these places (the last index running fastest); no place gives 0.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func taking(_ places: Places, shape: [Int]) -> Tensor {
    .recording(.take(places), [self], taken(places, shape.reduce(1, *)), shape: shape)
  }

  /// Zeros to which each element is added at its place; those without one are left out.
  ///
  /// - Parameter rest: where a view shows nothing.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func putting(at places: Places, shape: [Int], filling rest: Element = 0) -> Tensor {
    let targets = shape.reduce(1, *)
    if case .view(let view) = places {
      // No two meet, and where as many leave as arrive all places are taken.
      let put = [Element](writing: targets) { out in
        if count < targets { MovingWords.fill(out, rest, targets) }
        elements.withUnsafeBufferPointer { x in
          if let x = x.baseAddress { StridedCopy(putting: view).copy(x, to: out) }
        }
      }
      return .recording(.put(places), [self], put, shape: shape)
    }
    return .recording(.put(places), [self], summed(at: places, onto: nil, targets), shape: shape)
  }

  /// This tensor with each element of another added at its place, in one rounding; those without a place are left out.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func adding(_ other: Tensor, at places: Places) -> Tensor {
    .recording(.addAtPlaces(places), [self, other], other.summed(at: places, onto: elements, count), shape: shape)
  }

  /// A base, or zeros, with the elements added at their places.
  private func summed(at places: Places, onto base: [Element]?, _ targets: Int) -> [Element] {
    if count == 0 { return base ?? .zeros(targets) }
    guard let meeting = MeetingPlaces(places), meeting.isDense else {
      var sums = base ?? .zeros(targets)
      let positions = places.positions
      if let base {
        Element.kernels.put(elements, positions, base, &sums, count, targets)
      } else {
        Element.kernels.put(elements, positions, nil, &sums, count, targets)
      }
      return sums
    }
    let scratch = UnsafeMutablePointer<Double>.allocate(capacity: meeting.room + 1)
    defer { scratch.deallocate() }
    return [Element](writing: targets) { out in
      if let base {
        Element.reductions.put(elements, base, out, meeting, scratch, meeting.columns)
      } else {
        Element.reductions.put(elements, nil, out, meeting, scratch, meeting.columns)
      }
    }
  }

  func taking(_ positions: [Int], shape: [Int]) -> Tensor { taking(.list(positions), shape: shape) }

  func putting(at positions: [Int], shape: [Int]) -> Tensor { putting(at: .list(positions), shape: shape) }

  /// What a view of this tensor shows.
  func seen(_ view: StridedView) -> Tensor { taking(.view(view), shape: view.shape) }
}

extension Tensor {
  /// The elements at these places; those without one are 0.
  func taken(_ places: Places, _ count: Int) -> [Element] {
    [Element](writing: count) { out in
      elements.withUnsafeBufferPointer { x in
        guard let x = x.baseAddress else { return MovingWords.zero(out, count) }
        switch places {
        case .list(let positions): MovingWords.list(positions, x, to: out)
        case .view(let view): StridedCopy(taking: view).copy(x, to: out)
        case .slices(let indices, let axis): MovingWords.slices(indices, axis, x, to: out)
        case .entries(let indices, let axis): MovingWords.entries(indices, axis, x, to: out)
        }
      }
    }
  }
}
