extension Tensor where Element: TensorScalar {
  /// The least or greatest of each element that takes part and of what meets it; on ties the gradient is split evenly,
  /// and NaN makes everything NaN that meets it.
  ///
  /// - Parameters:
  ///   - places: along an axis of this tensor.
  ///   - takesPart: which elements do; nil: all.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func extremes(
    _ extremum: Extremum, with parts: Tensor, at places: Places, _ takesPart: Tensor<Bool>?
  ) -> Tensor {
    guard let meeting = MeetingPlaces(places), parts.count > 0 else { return self }
    let worst: Element = extremum == .greatest ? -.infinity : .infinity
    var values = (takesPart.map { .where($0, constant, Tensor(worst)) } ?? self).elements
    Element.reductions.putExtremes(extremum, parts.elements, &values, meeting)
    let result = Tensor(values, shape: shape)
    func slopes() -> (own: Tensor, parts: Tensor) {
      let equal = Tensor(constant .== result)
      let best = takesPart.map { Tensor.where($0, equal, .zeros([])) } ?? equal
      var counts = best.elements.map { Int32($0) }
      Element.reductions.countEquals(parts.elements, values, &counts, meeting)
      let shares = [Element](writing: parts.count) {
        Element.reductions.equalShares(parts.elements, values, counts, $0, meeting)
      }
      let own = Tensor.where(result .!= result, Tensor(.nan), best / Tensor(counts.map { Element($0) }, shape: shape))
      return (takesPart.map { .where($0, own, .zeros([])) } ?? own, Tensor(shares, shape: parts.shape))
    }
    guard isRecorded || parts.isRecorded else {
      StepTrace.note("choice of an extreme", of: parts, severs: false, slopes().own.elements + slopes().parts.elements)
      return result
    }
    let (own, shares) = slopes()
    StepTrace.note("choice of an extreme", of: parts, severs: false, own.elements + shares.elements)
    return .recording(
      .addAtPlaces(places),
      [
        .recording(.linear(slopes: [own]), [self], elements, shape: shape),
        .recording(.linear(slopes: [shares]), [parts], parts.elements, shape: parts.shape),
      ], values, shape: shape)
  }
}
