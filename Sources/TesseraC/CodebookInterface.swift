// Names are those of tessera.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CTessera
internal import Clustering
internal import Quantization
internal import Tessera

/// What is behind a `tessera_codebook`.
final class TrainedCodebook {
  let file: CodebookFile
  init(_ content: CodebookFile.Content) { file = CodebookFile(content) }
  init(_ file: CodebookFile) { self.file = file }
}

private func codebook(_ codebook: OpaquePointer) -> TrainedCodebook { Handle<TrainedCodebook>.object(codebook) }

@c @implementation public func tessera_codebook_train_product(
  _ points: UnsafePointer<tessera_matrix>, _ parts: Int64, _ rotate: Bool, _ kmeans: OpaquePointer,
  _ rowWeights: UnsafePointer<Double>?, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    let rows = try points.pointee.rowsInPlace("points")
    try demand(
      parts >= 1 && parts <= rows.columns, "parts: 1 to the number of columns, \(rows.columns), not \(parts)")
    let weights = weights(rowWeights, of: rows)
    let content = try Handle<KMeansOptions>.object(kmeans).training { kmeans, progress -> CodebookFile.Content in
      if rotate {
        return .optimizedProduct(
          try OptimizedProductQuantizer.trained(
            on: rows, parts: Int(parts), by: kmeans, weights: weights, progress: progress))
      }
      return .product(
        try ProductQuantizer.trained(on: rows, parts: Int(parts), by: kmeans, weights: weights, progress: progress))
    }
    return TrainedCodebook(content)
  }
}

@c @implementation public func tessera_codebook_train_residual(
  _ points: UnsafePointer<tessera_matrix>, _ levels: Int64, _ beam: Int64, _ kmeans: OpaquePointer,
  _ rowWeights: UnsafePointer<Double>?, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    let rows = try points.pointee.rowsInPlace("points")
    try demand((1...64).contains(levels), "levels: 1 to 64, not \(levels)")
    let most = ResidualQuantizer.mostSequences
    try demand(
      beam >= 0 && beam <= most, "beam: 1 to \(most), or 0 for \(ResidualQuantizer.usualBeamWidth), not \(beam)")
    let quantizer = try Handle<KMeansOptions>.object(kmeans).training { kmeans, progress in
      try ResidualQuantizer.trained(
        on: rows, levels: Int(levels), by: kmeans, weights: weights(rowWeights, of: rows),
        beamWidth: beam == 0 ? ResidualQuantizer.usualBeamWidth : Int(beam), progress: progress)
    }
    return TrainedCodebook(.residual(quantizer))
  }
}

@c @implementation public func tessera_codebook_train_scalar(
  _ points: UnsafePointer<tessera_matrix>, _ bits: Int32, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    try demand((1...8).contains(bits), "bits: 1 to 8, not \(bits)")
    let rows = try points.pointee.rowsInPlace("points")
    return TrainedCodebook(.scalar(try ScalarQuantizer.trained(on: rows, bitsPerElement: Int(bits))))
  }
}

@c @implementation public func tessera_codebook_create_random_rotation(
  _ dimensions: Int64, _ bits: Int32, _ seed: UInt64, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) {
    try demand((1...8).contains(bits), "bits: 1 to 8, not \(bits)")
    try demand(dimensions >= 1 && dimensions <= 1 << 24, "dimensions: 1 to \(1 << 24), not \(dimensions)")
    return TrainedCodebook(
      .rotatedScalar(RotatedScalarQuantizer(dimensions: Int(dimensions), bitsPerElement: Int(bits), seed: seed)))
  }
}

@c @implementation public func tessera_codebook_read(
  _ path: UnsafePointer<CChar>, _ result: UnsafeMutablePointer<OpaquePointer?>
) -> tessera_status {
  making(result) { TrainedCodebook(try CodebookFile(contentsOf: text(path))) }
}

@c @implementation public func tessera_codebook_write(
  _ pointer: OpaquePointer, _ path: UnsafePointer<CChar>
) -> tessera_status {
  answering { try codebook(pointer).file.write(to: text(path)) }
}

@c @implementation public func tessera_codebook_free(_ codebook: OpaquePointer?) {
  Handle<TrainedCodebook>.release(codebook)
}

@c @implementation public func tessera_codebook_dimensions(_ pointer: OpaquePointer) -> Int64 {
  Int64(codebook(pointer).file.quantizer.dimensions)
}

@c @implementation public func tessera_codebook_code_size(_ pointer: OpaquePointer) -> Int64 {
  Int64((codebook(pointer).file.quantizer.bitsPerVector + 7) / 8)
}

@c @implementation public func tessera_codebook_encode(
  _ pointer: OpaquePointer, _ points: UnsafePointer<tessera_matrix>, _ threads: Int64,
  _ codes: UnsafeMutablePointer<UInt8>
) -> tessera_status {
  answering {
    let rows = try points.pointee.rowsInPlace("points")
    let encoded = try codebook(pointer).file.quantizer.encode(rows, threadCount: threadCount(threads))
    codes.update(from: encoded.bytes, count: encoded.bytes.count)
  }
}

@c @implementation public func tessera_codebook_decode(
  _ pointer: OpaquePointer, _ codes: UnsafePointer<UInt8>, _ rows: Int64, _ vectors: UnsafeMutablePointer<Double>
) -> tessera_status {
  answering {
    let quantizer = codebook(pointer).file.quantizer
    let size = Int(tessera_codebook_code_size(pointer))
    let (count, overflows) = Int(clamping: rows).multipliedReportingOverflow(by: size)
    try demand(rows >= 0 && !overflows, "rows: \(rows) of \(size) bytes fit no memory")
    let bytes = Array(UnsafeBufferPointer(start: codes, count: count))
    let decoded = try quantizer.decode(Codes(rows: Int(rows), bits: quantizer.bits, bytes: bytes))
    decoded.withUnsafeElements { elements in
      guard let start = elements.baseAddress else { return }
      vectors.update(from: start, count: elements.count)
    }
  }
}

extension KMeansOptions {
  /// Trains by these options, until the callback says no.
  fileprivate func training<Quantizer>(
    _ train: (KMeans, @escaping (Int, TraceEntry) -> Void) throws -> Quantizer
  ) throws -> Quantizer {
    var kmeans = try complete()
    return try watching { watch in
      kmeans.cancellation = watch.cancellation
      let quantizer = try train(kmeans) { watch.hear($1) }
      guard !watch.cancellation.isCancelled else { throw ClusteringError.interrupted }
      return quantizer
    }
  }
}
