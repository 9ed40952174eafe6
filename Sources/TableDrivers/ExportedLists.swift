internal import CArrowInterface

/// Lists of numbers of 32 bits, of any length each; nil where there is none.
struct ExportedLists {
  private let lists: [[Float]?]

  init(_ lists: [[Float]?]) { self.lists = lists }

  /// - Parameter areBytes: whether they are the bytes of the numbers, the lowest first, rather than lists.
  func array(areBytes: Bool) -> ArrowArray {
    let memory = ArrowMemory()
    let offsets = memory.room(Int64.self, lists.count + 1)
    let count = lists.reduce(0) { $0 + ($1?.count ?? 0) }
    let bits = memory.room(UInt32.self, count)
    var validity = ExportedValidity(memory, lists.count)
    var end = 0
    offsets.initialize(to: 0)
    for (index, list) in lists.enumerated() {
      if list == nil { validity.remove(index) }
      for number in list ?? [] {
        // As bytes the order is said; as numbers it is the machine's.
        bits.advanced(by: end).initialize(to: areBytes ? number.bitPattern.littleEndian : number.bitPattern)
        end += 1
      }
      offsets.advanced(by: index + 1).initialize(to: Int64(areBytes ? 4 * end : end))
    }
    if areBytes {
      return ArrowArray(
        exporting: lists.count, missing: validity.missing,
        buffers: [validity.bits, UnsafeRawPointer(offsets), UnsafeRawPointer(bits)], memory)
    }
    let values = ArrowMemory()
    let numbers = values.room(UInt32.self, count)
    numbers.initialize(from: bits, count: count)
    let child = ArrowArray(exporting: count, missing: 0, buffers: [nil, UnsafeRawPointer(numbers)], values)
    return ArrowArray(
      exporting: lists.count, missing: validity.missing, buffers: [validity.bits, UnsafeRawPointer(offsets)], memory,
      children: [child])
  }
}

/// The vectors of a column in a batch, whatever they are stored as.
struct ArrowVectors {
  private let lists: ArrowLists?
  private let blobs: ArrowBlobs?

  init(_ array: ArrowArray, _ type: ArrowType) { (lists, blobs) = (ArrowLists(array, type), ArrowBlobs(array, type)) }

  /// The numbers of a row; nil where it has none.
  subscript(row: Int) -> [Float]? {
    if let lists {
      guard let range = lists.range(row), lists.holds(range) else { return nil }
      var numbers = [Float](repeating: 0, count: range.count)
      numbers.withUnsafeMutableBufferPointer { numbers in
        if let target = numbers.baseAddress { lists.write(range, to: target) }
      }
      return numbers
    }
    guard let blobs, let bytes = blobs[row], let count = blobs.count(bytes) else { return nil }
    return (0..<count).map { blobs.number($0, of: bytes) }
  }
}
