internal import CTesseraKernels
internal import Dispatch
internal import Synchronization
internal import Glibc

public enum InstructionSet: String, CaseIterable, Sendable { case scalar, avx2, avx512, neon; public static var best: Self { .scalar } }
public struct ExactSquare { public var high: Double; public var low: Double }
public protocol KernelScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  static func accumulate(_ x: UnsafePointer<Self>, dimensions: Int, weight: Double, sign: Int, exponents: UnsafePointer<Int32>, sums: UnsafeMutablePointer<Int128>)
  static func centredSquare(_ x: UnsafePointer<Self>, shift: UnsafePointer<Double>, dimensions: Int) -> ExactSquare
}
extension Float: KernelScalar {
  public static func accumulate(_ x: UnsafePointer<Self>, dimensions: Int, weight: Double, sign: Int, exponents: UnsafePointer<Int32>, sums: UnsafeMutablePointer<Int128>) { tessera_accumulate_f32(x, dimensions, weight, Int32(sign), exponents, sums) }
  public static func centredSquare(_ x: UnsafePointer<Self>, shift: UnsafePointer<Double>, dimensions: Int) -> ExactSquare { var s = ExactSquare(high: 0, low: 0); tessera_centred_square_f32(x, shift, dimensions, &s.high, &s.low); return s }
}
extension Double: KernelScalar {
  public static func accumulate(_ x: UnsafePointer<Self>, dimensions: Int, weight: Double, sign: Int, exponents: UnsafePointer<Int32>, sums: UnsafeMutablePointer<Int128>) { tessera_accumulate_f64(x, dimensions, weight, Int32(sign), exponents, sums) }
  public static func centredSquare(_ x: UnsafePointer<Self>, shift: UnsafePointer<Double>, dimensions: Int) -> ExactSquare { var s = ExactSquare(high: 0, low: 0); tessera_centred_square_f64(x, shift, dimensions, &s.high, &s.low); return s }
}
public struct Kernels: Sendable {
  public init(_ s: InstructionSet) {}
  public func distances<S: KernelScalar>(_ x: UnsafePointer<S>, centroids: UnsafePointer<Double>, dimensions d: Int, indices: UnsafePointer<Int32>?, count: Int, into out: UnsafeMutablePointer<Double>) {
    for i in 0..<count {
      let c = centroids + (indices.map { Int($0[i]) } ?? i) * d
      var a = SIMD8<Double>.zero
      for j in 0..<d { let t = Double(x[j]) - c[j]; a[j & 7] += t * t }
      let b = a.lowHalf + a.highHalf; let e = b.lowHalf + b.highHalf
      out[i] = e.x + e.y
    }
  }
  public func nearest<S: KernelScalar>(_ p: UnsafePointer<S>, rowStride: Int, rows: UnsafePointer<Int32>?, count: Int, panels: UnsafePointer<Double>, centroidCount k: Int, dimensions d: Int, labels: UnsafeMutablePointer<Int32>, first: UnsafeMutablePointer<Double>, second: UnsafeMutablePointer<Double>) {
    for i in 0..<count {
      let x = p + (rows.map { Int($0[i]) } ?? i) * rowStride
      var best = Double.infinity, sec = Double.infinity, l: Int32 = 0
      for c in 0..<k {
        var a = SIMD8<Double>.zero
        for j in 0..<d { let t = Double(x[j]) - panels[((c >> 3) * d + j) * 8 + (c & 7)]; a[j & 7] += t * t }
        let b = a.lowHalf + a.highHalf; let e = b.lowHalf + b.highHalf; let v = e.x + e.y
        if v < best { sec = best; best = v; l = Int32(c) } else if v < sec { sec = v }
      }
      labels[i] = l; first[i] = best; second[i] = sec
    }
  }
  public func pack<S: KernelScalar>(_ p: UnsafePointer<S>, rowStride: Int, rows: UnsafePointer<Int32>?, count: Int, dimensions d: Int, shift: UnsafePointer<Double>, packed: UnsafeMutablePointer<Float>, squaredNorms: UnsafeMutablePointer<Double>) {
    for i in 0..<count {
      let x = p + (rows.map { Int($0[i]) } ?? i) * rowStride
      var s = 0.0
      for j in 0..<d { let t = Double(x[j]) - shift[j]; packed[i * d + j] = Float(t); s += t * t }
      squaredNorms[i] = s
    }
  }
  public func filter(_ packed: UnsafePointer<Float>, count: Int, dimensions d: Int, panels: UnsafePointer<Float>, halfNorms: UnsafePointer<Float>, centroidCount k: Int, first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>, indices: UnsafeMutablePointer<Int32>) {
    for i in 0..<count {
      var best = Float.infinity, sec = Float.infinity, l: Int32 = 0
      for c in 0..<k {
        var v = halfNorms[c]
        for j in 0..<d { v -= packed[i * d + j] * panels[((c >> 4) * d + j) * 16 + (c & 15)] }
        if v < best { sec = best; best = v; l = Int32(c) } else if v < sec { sec = v }
      }
      indices[i] = l; first[i] = best; second[i] = sec
    }
  }
  public func candidates(_ x: UnsafePointer<Float>, dimensions d: Int, panels: UnsafePointer<Float>, halfNorms: UnsafePointer<Float>, centroidCount k: Int, threshold: Float, into out: UnsafeMutablePointer<Int32>) -> Int {
    var n = 0
      for c in 0..<k {
        var v = halfNorms[c]
        for j in 0..<d { v -= x[j] * panels[((c >> 4) * d + j) * 16 + (c & 15)] }
        if v <= threshold { out[n] = Int32(c); n += 1 }
      }
    return n
  }
}
public enum PackedCentroids {
  public static func panelElements(count: Int, dimensions: Int) -> Int { (count + 7) / 8 * 8 * dimensions }
  public static func paddedFilterCount(_ count: Int) -> Int { (count + 15) / 16 * 16 }
  public static func pack(_ c: [Double], count: Int, dimensions d: Int, into panels: inout [Double]) {
    for p in 0..<((count + 7) / 8) { for j in 0..<d { for w in 0..<8 { let i = p * 8 + w; panels[(p * d + j) * 8 + w] = i < count ? c[i * d + j] : .infinity } } }
  }
  /// returns reach
  public static func packFilter(_ c: [Double], count: Int, dimensions d: Int, shift: [Double], into panels: inout [Float], halfNorms: inout [Float]) -> Double {
    var reach = 0.0
    for i in 0..<count {
      var s = 0.0
      for j in 0..<d { let t = c[i * d + j] - shift[j]; panels[((i >> 4) * d + j) * 16 + (i & 15)] = Float(t); s += t * t }
      halfNorms[i] = Float(s / 2)
      reach = max(reach, s)
    }
    return reach.squareRoot() * (1 + Double(d + 8) * 0x1p-53)
  }
}
public struct ParallelRows: Sendable {
  public let threads: Int
  public static let defaultChunk = 1024
  public static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
  public init(threads: Int) { self.threads = threads }
  public func forEachChunk(of count: Int, chunk: Int, _ body: @Sendable (Int, Range<Int>) -> Void) { forEachChunk(of: count, chunk: chunk) { _, i, r in body(i, r) } }
  public func forEachChunk(of count: Int, chunk: Int, _ body: @Sendable (Int, Int, Range<Int>) -> Void) {
    let n = (count + chunk - 1) / chunk
    for i in 0..<n { body(0, i, (i * chunk)..<min(count, i * chunk + chunk)) }
  }
}
