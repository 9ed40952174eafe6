/// Copies elements from one regular place to another: a view to a row of all its elements, or back.
///
/// Elements are words of their size: the same code for all types.
struct StridedCopy: Sendable {
  private struct Axis {
    var extent: Int
    var from: Int
    var to: Int
  }

  /// Along which both sides are copied at a time, the inner one fast for the target, the outer one for the source.
  private var inner = Axis(extent: 1, from: 1, to: 1)
  private var outer = Axis(extent: 1, from: 0, to: 0)
  private var others: [Axis] = []
  private var from = 0
  private var to = 0
  private var isEmpty = false

  /// From the tensor that is seen to the view's own elements.
  init(taking view: StridedView) {
    self.init(view.shape, from: view.strides, to: Shape.strides(of: view.shape))
    from = view.offset
  }

  /// From the view's own elements to where they are seen.
  init(putting view: StridedView) {
    self.init(view.shape, from: Shape.strides(of: view.shape), to: view.strides)
    to = view.offset
  }

  private init(_ shape: [Int], from: [Int], to: [Int]) {
    var axes: [Axis] = []
    for index in shape.indices where shape[index] != 1 {
      let next = Axis(extent: shape[index], from: from[index], to: to[index])
      // Along what goes on evenly on both sides two axes are one.
      if let last = axes.last, last.from == next.from * next.extent, last.to == next.to * next.extent {
        axes[axes.count - 1] = Axis(extent: last.extent * next.extent, from: next.from, to: next.to)
      } else {
        axes.append(next)
      }
    }
    isEmpty = shape.contains(0)
    if let place = axes.indices.min(by: { (axes[$0].to.magnitude, $1) < (axes[$1].to.magnitude, $0) }) {
      inner = axes.remove(at: place)
    }
    if let place = axes.indices.min(by: { (axes[$0].from.magnitude, $1) < (axes[$1].from.magnitude, $0) }) {
      outer = axes.remove(at: place)
    }
    others = axes
  }

  /// - Precondition: the sides do not overlap; all words are of one size: 1, 4 or 8 bytes.
  func copy<Element: BitwiseCopyable>(_ source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>) {
    let (source, target) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(target))
    switch MemoryLayout<Element>.size {
    case 1: words(source.assumingMemoryBound(to: UInt8.self), target.assumingMemoryBound(to: UInt8.self))
    case 4: words(source.assumingMemoryBound(to: UInt32.self), target.assumingMemoryBound(to: UInt32.self))
    default: words(source.assumingMemoryBound(to: UInt64.self), target.assumingMemoryBound(to: UInt64.self))
    }
  }

  @inline(__always)
  private func words<Word: BitwiseCopyable>(_ source: UnsafePointer<Word>, _ target: UnsafeMutablePointer<Word>) {
    if isEmpty { return }
    var index = [Int](repeating: 0, count: others.count)
    var (source, target) = (source + from, target + to)
    while true {
      plane(source, target)
      var axis = others.count - 1
      while axis >= 0 {
        index[axis] += 1
        source += others[axis].from
        target += others[axis].to
        if index[axis] < others[axis].extent { break }
        source -= others[axis].from * others[axis].extent
        target -= others[axis].to * others[axis].extent
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  @inline(__always)
  private func plane<Word: BitwiseCopyable>(_ source: UnsafePointer<Word>, _ target: UnsafeMutablePointer<Word>) {
    if inner.to == 1 && outer.from == 1 && inner.from != 1 {
      Turn.turn(source, step: inner.from, target, step: outer.to, rows: inner.extent, columns: outer.extent)
      return
    }
    for row in 0..<outer.extent {
      let (x, out) = (source + row * outer.from, target + row * outer.to)
      switch (inner.from, inner.to) {
      case (1, 1):
        // A call costs more than a few words.
        if inner.extent < 16 {
          for column in 0..<inner.extent { out[column] = x[column] }
        } else {
          out.update(from: x, count: inner.extent)
        }
      case (-1, 1): for column in 0..<inner.extent { out[column] = x[-column] }
      case (let step, 1): for column in 0..<inner.extent { out[column] = x[column * step] }
      case (let step, let gap): for column in 0..<inner.extent { out[column * gap] = x[column * step] }
      }
    }
  }
}
