extension Tensor where Element: TensorScalar {
  /// The product of each element that takes part and of what meets it, in Double: exact with zeros, to every order.
  ///
  /// - Parameters:
  ///   - places: along an axis of this tensor.
  ///   - takesPart: which elements do; nil: all.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func multiplied(by parts: Tensor, at places: Places, _ takesPart: Tensor<Bool>?) -> Tensor {
    guard let meeting = MeetingPlaces(places), parts.count > 0 else { return self }
    var products = factors(takesPart)
    Element.reductions.putProducts(parts.elements, &products, meeting)
    return .recording(
      .multiplyAtPlaces(places, takesPart), [self, parts], products.map { Element($0) }, shape: shape)
  }

  /// This cotangent of such products as those of both.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func pulledBack(
    fromProductsOf own: Tensor, _ takesPart: Tensor<Bool>?, _ parts: Tensor, at places: Places
  ) -> [Tensor] {
    guard let meeting = MeetingPlaces(places), !isRecorded, !own.isRecorded, !parts.isRecorded else {
      return valueWithGradients(at: [own, parts]) {
        scaled(by: $0[0].composedProduct(with: $0[1], at: places, takesPart)).sum()
      }.gradients
    }
    var (products, rest) = (own.factors(takesPart), [Double](repeating: 1, count: own.count))
    let slopes = [Element](writing: parts.count) { out in
      let scratch = UnsafeMutablePointer<Double>.allocate(capacity: parts.count)
      defer { scratch.deallocate() }
      Element.reductions.putProductSlopes(parts.elements, out, &products, &rest, meeting, scratch)
    }
    let others = Tensor(rest.map { Element($0) }, shape: own.shape)
    let ownSlopes = takesPart.map { Tensor.where($0, others, .zeros([])) } ?? others
    return [
      scaled(by: ownSlopes), taking(places, shape: parts.shape).scaled(by: Tensor(slopes, shape: parts.shape)),
    ]
  }

  /// Ones where an element takes no part.
  private func factors(_ takesPart: Tensor<Bool>?) -> [Double] {
    (takesPart.map { .where($0, constant, Tensor(1)) } ?? self).elements.map { Double($0) }
  }

  /// The same of operations that have rules to every order.
  private func composedProduct(with parts: Tensor, at places: Places, _ takesPart: Tensor<Bool>?) -> Tensor {
    let mask = takesPart?.elements ?? [Bool](repeating: true, count: count)
    let own = reshaped(to: [count]).selecting(where: Tensor<Bool>(mask, shape: [count]))
    let meeting = Tensor.concatenated([own, parts.reshaped(to: [parts.count])], alongAxis: 0)
    return meeting.products(of: Groups(mask.indices.filter { mask[$0] } + places.positions, count))
      .reshaped(to: shape)
  }
}
