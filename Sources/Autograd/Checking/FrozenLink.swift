// What an audit knows beyond the tape of a gradient: where frozen results went. Outside of audits frozen results have no links,
// and nothing here does anything.

/// A tape of either type.
private protocol LinkingTape: AnyObject, Sendable {
  static var element: Any.Type { get }
  func link(_ operation: LinkingOperation, _ links: [TapeLink], shape: [Int]) -> TapeLink?
}

private enum LinkingOperation { case frozen, beside }

extension Tape: LinkingTape {
  fileprivate static var element: Any.Type { Scalar.self }

  fileprivate func link(_ operation: LinkingOperation, _ links: [TapeLink], shape: [Int]) -> TapeLink? {
    let inputs = links.filter { $0.tape === self }.map { link in
      var hollow = Tensor<Scalar>([], shape: [0])
      hollow.link = link
      return hollow
    }
    return append(operation == .frozen ? .frozen : .beside, inputs, shape: shape)
  }
}

extension TapeLink {
  /// A node that no gradient passes, behind this one.
  var frozen: TapeLink { (tape as? any LinkingTape)?.link(.frozen, [self], shape: []) ?? TapeLink() }
}

extension Tensor {
  /// This result, known to come from what hangs at these places too.
  func behind(_ links: TapeLink...) -> Tensor {
    guard let first = links.first(where: { $0.tape != nil }) else { return self }
    return linked(first, links)
  }

  private func linked(_ first: TapeLink, _ links: [TapeLink]) -> Tensor {
    guard let tape = first.tape as? any LinkingTape, link.tape == nil || link.tape === tape,
      !(Element.self is any TensorScalar.Type) || type(of: tape).element == Element.self
    else { return self }
    var result = self
    if link.tape == nil, links.count(where: { $0.tape != nil }) == 1 {
      result.link = first
      return result
    }
    let isRecorded = link.tape != nil && Element.self is any TensorScalar.Type
    let place = tape.link(isRecorded ? .beside : .frozen, link.tape == nil ? links : [link] + links, shape: shape)
    if let place { result.link = place }
    return result
  }
}
