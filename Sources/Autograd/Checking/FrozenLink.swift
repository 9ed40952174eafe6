// What an audit knows beyond the tape of a gradient: where frozen results went. Outside of audits frozen results have no links,
// and nothing here does anything.

enum LinkingOperation { case frozen, beside }

extension Tape {
  func link(_ operation: LinkingOperation, _ links: [TapeLink], shape: [Int]) -> TapeLink? {
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
  var frozen: TapeLink { Erased.link(tape, .frozen, [self], shape: []) ?? TapeLink() }
}

extension Tensor {
  /// This result, known to come from what hangs at these places too.
  func behind(_ links: TapeLink...) -> Tensor {
    guard let first = links.first(where: { $0.tape != nil }) else { return self }
    return linked(first, links)
  }

  private func linked(_ first: TapeLink, _ links: [TapeLink]) -> Tensor {
    guard let tape = first.tape, link.tape == nil || link.tape === tape,
      !Erased.isScalar(Element.self) || Erased.isTape(tape, of: Element.self)
    else { return self }
    var result = self
    if link.tape == nil, links.count(where: { $0.tape != nil }) == 1 {
      result.link = first
      return result
    }
    let isRecorded = link.tape != nil && Erased.isScalar(Element.self)
    let place = Erased.link(
      tape, isRecorded ? .beside : .frozen, link.tape == nil ? links : [link] + links, shape: shape)
    if let place { result.link = place }
    return result
  }
}
