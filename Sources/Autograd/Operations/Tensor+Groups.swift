/// Elements by the place at which they meet; each place has at least one.
struct Groups: Sendable {
  /// For each element its place.
  let places: [Int]
  /// The elements, those of one place side by side and in order.
  private(set) var order: [Int]
  /// How many meet at each place.
  private(set) var sizes: [Int]

  init(_ places: [Int], _ count: Int) {
    self.places = places
    sizes = [Int](repeating: 0, count: count)
    for place in places { sizes[place] += 1 }
    var next = [Int](repeating: 0, count: count)
    var total = 0
    for (place, size) in sizes.enumerated() {
      next[place] = total
      total += size
    }
    order = [Int](repeating: 0, count: places.count)
    for (element, place) in places.enumerated() {
      order[next[place]] = element
      next[place] += 1
    }
  }
}

extension Tensor where Element: TensorScalar {
  /// The product of each group: exact with zeros, to every order.
  ///
  /// - Complexity: O(n), in log n operations on whole tensors.
  func products(of groups: Groups) -> Tensor {
    halved(groups) { lefts, rights in
      let isPair = Tensor<Bool>(rights.map { $0 >= 0 }, shape: [rights.count])
      return {
        $0.taking(lefts, shape: isPair.shape) * .where(isPair, $0.taking(rights, shape: isPair.shape), Tensor(1))
      }
    }
  }

  /// Joins neighbours within each group until one is left of each.
  ///
  /// - Parameter joining: from pairs of positions, the second negative where there is none, to what joins them.
  private func halved(_ groups: Groups, _ joining: (_ lefts: [Int], _ rights: [Int]) -> (Tensor) -> Tensor) -> Tensor {
    var parts = taking(groups.order, shape: [groups.order.count])
    var open = groups.sizes.indices.map { (group: $0, size: groups.sizes[$0]) }
    var (done, doneGroups) = ([Tensor](), [Int]())
    while true {
      var (start, finished, lefts, rights) = (0, [Int](), [Int](), [Int]())
      for (group, size) in open {
        if size == 1 {
          finished.append(start)
          doneGroups.append(group)
        } else {
          for place in stride(from: start, to: start + size, by: 2) {
            lefts.append(place)
            rights.append(place + 1 < start + size ? place + 1 : -1)
          }
        }
        start += size
      }
      if !finished.isEmpty { done.append(parts.taking(finished, shape: [finished.count])) }
      open = open.filter { $0.size > 1 }.map { ($0.group, ($0.size + 1) / 2) }
      if open.isEmpty { break }
      parts = joining(lefts, rights)(parts)
    }
    var places = [Int](repeating: 0, count: doneGroups.count)
    for (place, group) in doneGroups.enumerated() { places[group] = place }
    return done.isEmpty ? parts : Tensor.concatenated(done, alongAxis: 0).taking(places, shape: [places.count])
  }
}
