/// Every row along an axis in descending order, cut into blocks whose elements share a value; constants.
struct SortedBlocks {
  /// For each element of the tensor its block, counted over all rows.
  private(set) var ofElement: [Int]
  /// For each place in descending order, laid out as the tensor, the block that covers it.
  private(set) var ofPlace: [Int]
  /// For each element and each place whether its row has elements that are not finite.
  private(set) var isSpoilt: [Bool]
  /// The number of elements of each block.
  private(set) var sizes: [Int] = []
  /// For each place its number in its row, and for each block the mean of those.
  private(set) var places: [Int]
  private(set) var meanPlaces: [Double] = []

  /// - Parameter divide: cuts a row in descending order.
  init<Scalar: TensorScalar>(_ tensor: Tensor<Scalar>, alongAxis axis: Int, _ divide: ([Double]) -> [Int]) {
    let (outer, extent, inner) = Shape.split(tensor.shape, at: axis)
    ofElement = [Int](repeating: 0, count: tensor.count)
    (ofPlace, places, isSpoilt) = (ofElement, ofElement, [Bool](repeating: false, count: tensor.count))
    guard extent > 0 else { return }
    for position in 0..<(outer * inner) {
      let start = position / inner * extent * inner + position % inner
      let row = (0..<extent).map { Double(tensor.elements[start + $0 * inner]) }
      // Infinity less infinity is no number, and no order has a place for NaN: one block, which says so.
      let isFinite = row.allSatisfy { $0.isFinite }
      let order = isFinite ? row.indices.sorted { (row[$1], $0) < (row[$0], $1) } : Array(row.indices)
      let blocks = isFinite ? divide(order.map { row[$0] }) : [Int](repeating: 0, count: extent)
      let first = sizes.count
      for (place, block) in blocks.enumerated() {
        if first + block == sizes.count {
          sizes.append(0)
          meanPlaces.append(0)
        }
        sizes[first + block] += 1
        meanPlaces[first + block] += Double(place)
        ofPlace[start + place * inner] = first + block
        ofElement[start + order[place] * inner] = first + block
        places[start + place * inner] = place
        isSpoilt[start + place * inner] = !isFinite
      }
      for block in first..<sizes.count { meanPlaces[block] /= Double(sizes[block]) }
    }
  }

  /// The mean of each block's elements.
  func means<Scalar: TensorScalar>(of tensor: Tensor<Scalar>) -> Tensor<Scalar> {
    tensor.putting(at: ofElement, shape: [sizes.count]) / Tensor(sizes.map { Scalar($0) }, shape: [sizes.count])
  }
}
