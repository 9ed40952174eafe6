/// Copies elements by index, as words of their size: the same code for all types.
enum MovingWords {
  /// Whole slices along an axis of the source, one after the other.
  static func slices<Element: BitwiseCopyable>(
    _ indices: [Int], _ axis: AxisSplit, _ source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>
  ) {
    if axis.inner == 1 {
      switch MemoryLayout<Element>.size {
      case 1: columns(indices, axis, words(source, UInt8.self), words(target, UInt8.self))
      case 4: columns(indices, axis, words(source, UInt32.self), words(target, UInt32.self))
      default: columns(indices, axis, words(source, UInt64.self), words(target, UInt64.self))
      }
      return
    }
    let size = axis.inner * MemoryLayout<Element>.stride
    var next = UnsafeMutableRawPointer(target)
    for block in 0..<axis.outer {
      let start = UnsafeRawPointer(source) + block * axis.extent * size
      for index in indices {
        next.copyMemory(from: start + index * size, byteCount: size)
        next += size
      }
    }
  }

  /// The element at an index along an axis of the source, for each.
  static func entries<Element: BitwiseCopyable>(
    _ indices: [Int], _ axis: AxisSplit, _ source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>
  ) {
    switch MemoryLayout<Element>.size {
    case 1: pick(indices, axis, words(source, UInt8.self), words(target, UInt8.self))
    case 4: pick(indices, axis, words(source, UInt32.self), words(target, UInt32.self))
    default: pick(indices, axis, words(source, UInt64.self), words(target, UInt64.self))
    }
  }

  /// The elements at these positions; a negative one gives 0.
  static func list<Element: BitwiseCopyable>(
    _ positions: [Int], _ source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>
  ) {
    switch MemoryLayout<Element>.size {
    case 1: pick(positions, words(source, UInt8.self), words(target, UInt8.self))
    case 4: pick(positions, words(source, UInt32.self), words(target, UInt32.self))
    default: pick(positions, words(source, UInt64.self), words(target, UInt64.self))
    }
  }

  /// Copies left to the target; the right one is of no matter.
  static func spread<Element: BitwiseCopyable>(
    _ source: UnsafePointer<Element>, to target: UnsafeMutablePointer<Element>, _ block: RowBlock
  ) {
    switch MemoryLayout<Element>.size {
    case 1: spread(words(source, UInt8.self), words(target, UInt8.self), block)
    case 4: spread(words(source, UInt32.self), words(target, UInt32.self), block)
    default: spread(words(source, UInt64.self), words(target, UInt64.self), block)
    }
  }

  static func zero<Element: BitwiseCopyable>(_ target: UnsafeMutablePointer<Element>, _ count: Int) {
    UnsafeMutableRawPointer(target).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Element>.stride)
  }

  /// The same word many times.
  static func fill<Element: BitwiseCopyable>(_ target: UnsafeMutablePointer<Element>, _ value: Element, _ count: Int) {
    withUnsafePointer(to: value) { value in
      switch MemoryLayout<Element>.size {
      case 1: words(target, UInt8.self).update(repeating: words(value, UInt8.self).pointee, count: count)
      case 4: words(target, UInt32.self).update(repeating: words(value, UInt32.self).pointee, count: count)
      default: words(target, UInt64.self).update(repeating: words(value, UInt64.self).pointee, count: count)
      }
    }
  }

  @inline(__always)
  private static func spread<Word>(
    _ source: UnsafePointer<Word>, _ target: UnsafeMutablePointer<Word>, _ block: RowBlock
  ) {
    for row in 0..<block.rows {
      let (x, out) = (source + block.left[row], target + block.target[row])
      if block.left.step == 1 {
        out.update(from: x, count: block.columns)
      } else {
        out.update(repeating: x[0], count: block.columns)
      }
    }
  }

  @inline(__always)
  private static func pick<Word: FixedWidthInteger>(
    _ positions: [Int], _ source: UnsafePointer<Word>, _ target: UnsafeMutablePointer<Word>
  ) {
    positions.withUnsafeBufferPointer { positions in
      for place in positions.indices { target[place] = positions[place] >= 0 ? source[positions[place]] : 0 }
    }
  }

  @inline(__always)
  private static func columns<Word>(
    _ indices: [Int], _ axis: AxisSplit, _ source: UnsafePointer<Word>, _ target: UnsafeMutablePointer<Word>
  ) {
    indices.withUnsafeBufferPointer { indices in
      for block in 0..<axis.outer {
        let (x, out) = (source + block * axis.extent, target + block * indices.count)
        for place in indices.indices { out[place] = x[indices[place]] }
      }
    }
  }

  @inline(__always)
  private static func pick<Word>(
    _ indices: [Int], _ axis: AxisSplit, _ source: UnsafePointer<Word>, _ target: UnsafeMutablePointer<Word>
  ) {
    indices.withUnsafeBufferPointer { indices in
      if axis.inner == 1 {
        let count = indices.count / max(1, axis.outer)
        for block in 0..<axis.outer {
          let (x, first) = (source + block * axis.extent, block * count)
          for place in first..<(first + count) { target[place] = x[indices[place]] }
        }
        return
      }
      Places.forEachSlice(of: indices.count, axis) { first, start in
        let x = source + start
        for place in 0..<axis.inner {
          target[first + place] = x[indices[first + place] * axis.inner + place]
        }
      }
    }
  }

  @inline(__always)
  private static func words<Element, Word>(_ x: UnsafePointer<Element>, _: Word.Type) -> UnsafePointer<Word> {
    UnsafeRawPointer(x).assumingMemoryBound(to: Word.self)
  }

  @inline(__always)
  private static func words<Element, Word>(
    _ x: UnsafeMutablePointer<Element>, _: Word.Type
  ) -> UnsafeMutablePointer<Word> { UnsafeMutableRawPointer(x).assumingMemoryBound(to: Word.self) }
}
