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
    var sums = [Element].zeros(targets)
    if count > 0 { Element.kernels.put(elements, places.positions, &sums, count, targets) }
    return .recording(.put(places), [self], sums, shape: shape)
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
