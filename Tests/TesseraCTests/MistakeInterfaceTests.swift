import CTessera
import Foundation
import TesseraC
import Testing

/// Whatever is passed in, the process goes on, and the message says what was wrong.
@Suite struct MistakeInterfaceTests {
  @Test(arguments: [
    ("seeds", 1, "seeds: no whole number"), ("restarts", 0, "restarts: at least 1"), ("threads", -1, "threads"),
    ("max_iterations", -1, "max_iterations"), ("min_size", -1, "min_size"), ("max_size", 0, "max_size"),
    ("refine", -2, "refine"),
  ])
  func wholeNumbersOutOfRangeAreRefused(name: String, value: Int64, text: String) throws {
    let kmeans = try Interface.kmeans(clusters: 2)
    defer { tessera_kmeans_free(kmeans) }
    #expect(tessera_kmeans_set_integer(kmeans, name, value) == TESSERA_USAGE)
    #expect(Interface.message.contains(text), "\(Interface.message)")
  }

  @Test(arguments: [
    ("tolerance", -1.0, "tolerance"), ("tolerance", .nan, "tolerance"), ("time_limit", .infinity, "time_limit"),
    ("trim", 1, "trim"), ("relaxation", 2, "relaxation"), ("speed", 1, "speed: no number"),
  ])
  func numbersOutOfRangeAreRefused(name: String, value: Double, text: String) throws {
    let kmeans = try Interface.kmeans(clusters: 2)
    defer { tessera_kmeans_free(kmeans) }
    #expect(tessera_kmeans_set_number(kmeans, name, value) == TESSERA_USAGE)
    #expect(Interface.message.contains(text), "\(Interface.message)")
  }

  @Test(arguments: [
    ("solver", "magic", "lloyd, newton"), ("initializer", "x", "k-means++"), ("metric", "l1", "euclidean, cosine"),
    ("missing", "x", "refused"), ("method", "x", "flat"), ("quality", "x", "fast"), ("centroid", "x", "mean"),
    ("sizes", "x", "any or equal"), ("instruction_set", "x", "scalar"), ("colour", "red", "no word has this name"),
  ])
  func unknownWordsAreRefused(name: String, word: String, text: String) throws {
    let kmeans = try Interface.kmeans(clusters: 2)
    defer { tessera_kmeans_free(kmeans) }
    #expect(tessera_kmeans_set_word(kmeans, name, word) == TESSERA_USAGE)
    #expect(Interface.message.contains(text), "\(Interface.message)")
  }

  @Test func matricesThatCannotBeAreRefused() throws {
    let kmeans = try Interface.kmeans(clusters: 1)
    defer { tessera_kmeans_free(kmeans) }
    let elements = [1.0, 2, 3, .nan]
    try elements.withUnsafeBytes { bytes in
      let start = try #require(bytes.baseAddress)
      let double = tessera_type(TESSERA_FLOAT64)
      let cases: [(tessera_matrix, Int, String)] = [
        (.init(elements: start, rows: -1, columns: 1, row_stride: 0, type: double), TESSERA_USAGE, "-1 rows"),
        (.init(elements: start, rows: 2, columns: 2, row_stride: 1, type: double), TESSERA_USAGE, "1 elements apart"),
        (.init(elements: nil, rows: 2, columns: 1, row_stride: 0, type: double), TESSERA_USAGE, "NULL"),
        (.init(elements: start, rows: 2, columns: 1, row_stride: 0, type: 9), TESSERA_USAGE, "9 is no type"),
        (.init(elements: start + 1, rows: 2, columns: 1, row_stride: 0, type: double), TESSERA_USAGE, "aligned"),
        (.init(elements: start, rows: .max, columns: 8, row_stride: 0, type: double), TESSERA_USAGE, "fit no memory"),
        (.init(elements: start, rows: .max, columns: 0, row_stride: 0, type: double), TESSERA_USAGE, "fit no memory"),
        (.init(elements: start, rows: 4, columns: 1, row_stride: 0, type: double), TESSERA_DATA, "row 3"),
        (.init(elements: start, rows: 0, columns: 1, row_stride: 0, type: double), TESSERA_DATA, "0"),
      ]
      for (points, status, text) in cases {
        var (points, model) = (points, OpaquePointer?.none)
        #expect(Int(tessera_kmeans_fit(kmeans, &points, nil, &model)) == status && model == nil, "\(text)")
        #expect(Interface.message.contains(text), "\(Interface.message)")
      }
    }
  }

  @Test func optionsThatDoNotGoTogetherAreRefused() throws {
    try Interface.withRows([0, 1, 2], columns: 1) { points in
      for set: (OpaquePointer) -> Int32 in [
        { tessera_kmeans_set_number($0, "relaxation", 1.5) }, { tessera_kmeans_set_integer($0, "refine", 1) },
        { tessera_kmeans_set_integer($0, "min_size", 3) | tessera_kmeans_set_integer($0, "max_size", 2) },
        { tessera_kmeans_set_word($0, "sizes", "equal") | tessera_kmeans_set_word($0, "solver", "nested") },
      ] {
        let kmeans = try Interface.kmeans(clusters: 2)
        defer { tessera_kmeans_free(kmeans) }
        #expect(set(kmeans) == 0)
        var model: OpaquePointer?
        #expect(
          tessera_kmeans_fit(kmeans, &points, nil, &model) == TESSERA_USAGE && model == nil, "\(Interface.message)")
      }
    }
  }

  @Test func filesThatAreNotThereAreSaidSo() {
    var made: OpaquePointer?
    #expect(tessera_model_read("/nowhere/model.safetensors", &made) == TESSERA_NO_INPUT && made == nil)
    #expect(Interface.message.contains("/nowhere/model.safetensors"))
    #expect(tessera_codebook_read("/nowhere/b.safetensors", &made) == TESSERA_NO_INPUT && made == nil)
    tessera_model_free(nil)
    tessera_codebook_free(nil)
    tessera_kmeans_free(nil)
  }

  @Test func everyThreadHasItsOwnMessage() {
    var made: OpaquePointer?
    #expect(tessera_kmeans_create(0, &made) == TESSERA_USAGE)
    nonisolated(unsafe) var other = "x"
    let thread = Thread { other = String(cString: tessera_last_error()) }
    thread.start()
    while !thread.isFinished { usleep(1000) }
    #expect(other == "" && Interface.message.contains("clusters: 1 to"))
  }
}
