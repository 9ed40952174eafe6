import CTessera
import Foundation
import TesseraC
import Testing

/// The interface as these tests call it.
enum Interface {
  /// What was wrong last.
  static var message: String { String(cString: tessera_last_error()) }

  static func kmeans(clusters: Int64) throws -> OpaquePointer {
    var kmeans: OpaquePointer?
    try #require(tessera_kmeans_create(clusters, &kmeans) == 0, "\(message)")
    return try #require(kmeans)
  }

  static func fit(
    _ points: inout tessera_matrix, _ kmeans: OpaquePointer, weights: [Double]? = nil
  ) throws -> OpaquePointer {
    var model: OpaquePointer?
    let status =
      if let weights {
        tessera_kmeans_fit(kmeans, &points, weights, &model)
      } else {
        tessera_kmeans_fit(kmeans, &points, nil, &model)
      }
    try #require(status == 0, "\(message)")
    return try #require(model)
  }

  static func fit(
    _ points: inout tessera_matrix, clusters: Int64, weights: [Double]? = nil
  ) throws -> OpaquePointer {
    let kmeans = try kmeans(clusters: clusters)
    defer { tessera_kmeans_free(kmeans) }
    return try fit(&points, kmeans, weights: weights)
  }

  static func withRows(_ elements: [Double], columns: Int, _ body: (inout tessera_matrix) throws -> Void) throws {
    try elements.withUnsafeBytes { bytes in
      var points = tessera_matrix(
        elements: bytes.baseAddress, rows: Int64(elements.count / columns), columns: Int64(columns), row_stride: 0,
        type: tessera_type(TESSERA_FLOAT64))
      try body(&points)
    }
  }

  static func withFile(_ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }
}
