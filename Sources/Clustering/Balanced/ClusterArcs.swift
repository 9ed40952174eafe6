/// What it costs to move a row out of one cluster: for every other cluster that has been offered rows a heap of them, the cheapest on
/// top.
///
/// Keys are differences of costs, which prices do not change, so that heaps outlast prices. Rows that have left the cluster
/// stay until they come to the top, where none is: searches read the tops only, which lie side by side.
struct ClusterArcs {
  struct Arc {
    let key: Int64
    let row: Int32
  }

  /// One heap, in a part of the common store, and its top; `count` 0 where there is none.
  struct Heap {
    var key: Int64 = 0
    var row: Int32 = -1
    let target: Int32
    var start: Int32
    var count: Int32 = 0
    var capacity: Int32
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
    var heaps: [Heap] = []
    offers { target, _ in
      if places[Int(target)] < 0 {
        places[Int(target)] = Int32(heaps.count)
        heaps.append(Heap(target: target, start: 0, capacity: 0))
      }
      heaps[Int(places[Int(target)])].capacity += 1
    }
    var start: Int32 = 0
    for index in heaps.indices {
      heaps[index].start = start
      // Room for a few that come later.
      heaps[index].capacity += heaps[index].capacity / 8 + 2
      start += heaps[index].capacity
    }
    store = Array(repeating: Arc(key: 0, row: -1), count: Int(start))
    store.withUnsafeMutableBufferPointer { store in
      guard let store = store.baseAddress else { return }
      offers { target, arc in
        let index = Int(places[Int(target)])
        store[Int(heaps[index].start + heaps[index].count)] = arc
        heaps[index].count += 1
      }
      for index in heaps.indices {
        let (arcs, count) = (store + Int(heaps[index].start), Int(heaps[index].count))
        places[Int(heaps[index].target)] = -1
        for place in stride(from: count / 2 - 1, through: 0, by: -1) { Self.sink(arcs, place, count) }
        (heaps[index].key, heaps[index].row) = (arcs[0].key, arcs[0].row)
      }
    }
    self.heaps = heaps
  }

  mutating func offer(_ arc: Arc, to target: Int32) {
    var index = 0
    while index < heaps.count, heaps[index].target != target { index += 1 }
    if index == heaps.count { heaps.append(Heap(target: target, start: Int32(store.count), capacity: 0)) }
    if heaps[index].count == heaps[index].capacity { grow(index) }
    let (start, count) = (Int(heaps[index].start), Int(heaps[index].count))
    let top = store.withUnsafeMutableBufferPointer { store in
      let arcs = store.baseAddress! + start
      Self.rise(arcs, count, arc)
      return arcs[0]
    }
    heaps[index].count += 1
    (heaps[index].key, heaps[index].row) = (top.key, top.row)
  }

  /// Moves a heap to the end of the store, where there is more room.
  private mutating func grow(_ index: Int) {
    let (start, count) = (Int(heaps[index].start), Int(heaps[index].count))
    heaps[index].start = Int32(store.count)
    heaps[index].capacity = 2 * heaps[index].capacity + 4
    store.reserveCapacity(store.count + Int(heaps[index].capacity))
    for place in start..<(start + count) { store.append(store[place]) }
    for _ in count..<Int(heaps[index].capacity) { store.append(Arc(key: 0, row: -1)) }
  }

  /// To be called when a row has left cluster `source`: takes it, and all others that have, from the tops.
  mutating func leave(_ row: Int32, _ source: Int32, _ labels: UnsafePointer<Int32>) {
    store.withUnsafeMutableBufferPointer { store in
      heaps.withUnsafeMutableBufferPointer { heaps in
        for index in 0..<heaps.count where heaps[index].row == row && heaps[index].count > 0 {
          let arcs = store.baseAddress! + Int(heaps[index].start)
          var count = Int(heaps[index].count)
          repeat {
            count -= 1
            arcs[0] = arcs[count]
            if count > 1 { Self.sink(arcs, 0, count) }
          } while count > 0 && labels[Int(arcs[0].row)] != source
          heaps[index].count = Int32(count)
          if count > 0 { (heaps[index].key, heaps[index].row) = (arcs[0].key, arcs[0].row) }
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
