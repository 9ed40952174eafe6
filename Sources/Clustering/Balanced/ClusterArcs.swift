/// What it costs to move a row out of one cluster: for every other cluster that has been offered rows a heap of them, the cheapest on
/// top.
///
/// Keys are differences of costs, which prices do not change, so that heaps outlast prices. Rows that have left the cluster
/// stay until they come to the top.
struct ClusterArcs {
  struct Arc {
    let key: Int64
    let row: Int32
  }

  /// One heap, in a part of the common store.
  struct Heap {
    let target: Int32
    var start: Int
    var count: Int
    var capacity: Int
  }

  private(set) var heaps: [Heap] = []
  private var store: [Arc] = []

  /// How many arcs there is room for.
  var capacity: Int { store.capacity }

  /// The heaps of these offers, made in linear time.
  ///
  /// - Parameters:
  ///   - offers: passes on all of them, as often as it is called, in the same order.
  ///   - places: for each cluster -1, as it is again afterwards.
  init(places: UnsafeMutablePointer<Int32>, _ offers: ((_ target: Int32, _ arc: Arc) -> Void) -> Void) {
    var total = 0
    offers { target, _ in
      if places[Int(target)] < 0 {
        places[Int(target)] = Int32(heaps.count)
        heaps.append(Heap(target: target, start: 0, count: 0, capacity: 0))
      }
      heaps[Int(places[Int(target)])].capacity += 1
      total += 1
    }
    guard total > 0 else { return }
    var start = 0
    for index in heaps.indices {
      heaps[index].start = start
      // Room for a few that come later.
      heaps[index].capacity += heaps[index].capacity / 8 + 2
      start += heaps[index].capacity
    }
    store = Array(repeating: Arc(key: 0, row: -1), count: start)
    store.withUnsafeMutableBufferPointer { store in
      let store = store.baseAddress!
      offers { target, arc in
        let index = Int(places[Int(target)])
        store[heaps[index].start + heaps[index].count] = arc
        heaps[index].count += 1
      }
      for heap in heaps {
        places[Int(heap.target)] = -1
        let arcs = store + heap.start
        for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { Self.sink(arcs, place, heap.count) }
      }
    }
  }

  mutating func offer(_ arc: Arc, to target: Int32) {
    var index = 0
    while index < heaps.count, heaps[index].target != target { index += 1 }
    if index == heaps.count { heaps.append(Heap(target: target, start: store.count, count: 0, capacity: 0)) }
    if heaps[index].count == heaps[index].capacity { grow(index) }
    let heap = heaps[index]
    store.withUnsafeMutableBufferPointer { Self.rise($0.baseAddress! + heap.start, heap.count, arc) }
    heaps[index].count += 1
  }

  /// Moves a heap to the end of the store, where there is more room.
  private mutating func grow(_ index: Int) {
    let old = heaps[index]
    heaps[index].start = store.count
    heaps[index].capacity = 2 * old.capacity + 4
    store.append(contentsOf: store[old.start..<(old.start + old.count)])
    store.append(contentsOf: repeatElement(Arc(key: 0, row: -1), count: heaps[index].capacity - old.count))
  }

  /// Passes on the cheapest row that is in cluster `source`, for each other cluster that has been offered one.
  @inline(__always)
  mutating func forEachTop(
    of source: Int32, _ labels: UnsafePointer<Int32>, _ body: (_ target: Int, _ arc: Arc) -> Void
  ) {
    store.withUnsafeMutableBufferPointer { store in
      heaps.withUnsafeMutableBufferPointer { heaps in
        guard let store = store.baseAddress else { return }
        for index in 0..<heaps.count {
          let arcs = store + heaps[index].start
          var count = heaps[index].count
          while count > 0, labels[Int(arcs[0].row)] != source {
            count -= 1
            arcs[0] = arcs[count]
            if count > 1 { Self.sink(arcs, 0, count) }
          }
          heaps[index].count = count
          if count > 0 { body(Int(heaps[index].target), arcs[0]) }
        }
      }
    }
  }

  /// Whether one arc comes before another: ties go to the lowest row, whatever the order in which they were offered.
  @inline(__always)
  private static func precedes(_ left: Arc, _ right: Arc) -> Bool {
    left.key < right.key || (left.key == right.key && left.row < right.row)
  }

  private static func sink(_ arcs: UnsafeMutablePointer<Arc>, _ place: Int, _ count: Int) {
    let arc = arcs[place]
    var place = place
    while true {
      var child = 2 &* place &+ 1
      guard child < count else { break }
      if child &+ 1 < count, precedes(arcs[child &+ 1], arcs[child]) { child &+= 1 }
      guard precedes(arcs[child], arc) else { break }
      arcs[place] = arcs[child]
      place = child
    }
    arcs[place] = arc
  }

  private static func rise(_ arcs: UnsafeMutablePointer<Arc>, _ place: Int, _ arc: Arc) {
    var place = place
    while place > 0 {
      let parent = (place &- 1) / 2
      guard precedes(arc, arcs[parent]) else { break }
      arcs[place] = arcs[parent]
      place = parent
    }
    arcs[place] = arc
  }
}
