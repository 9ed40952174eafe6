import Clustering

/// What the page's functions share: numbers and text that come in, numbers and text that go out. (A web page has one thread; each
/// call ends before the next one begins.)
struct Page {
  nonisolated(unsafe) static var shared = Page()

  let story = Story()
  var question: Question?
  var table: Table?
  /// The columns of it that are clustered.
  var chosen: [Int] = []

  /// What the caller writes before a call, as long as `reserve` said.
  var input: UnsafeMutableBufferPointer<Double> = .init(start: nil, count: 0)
  var textInput: UnsafeMutableBufferPointer<UInt8> = .init(start: nil, count: 0)
  /// What a call leaves.
  var output: [Double] = []
  /// Its text: what was wrong, where something was.
  var text: [UInt8] = []
  private var isRefused = false

  /// A matrix out of the input.
  func matrix(columns: Int) -> Matrix<Double> {
    Matrix(rows: input.count / columns, columns: columns, elements: Array(input))
  }

  /// Runs a function of the page: 0, or 1 and the reason as the text.
  static func call(_ body: (inout Page) throws(ClusteringError) -> Void) -> Int32 {
    shared.output.removeAll(keepingCapacity: true)
    shared.text.removeAll(keepingCapacity: true)
    shared.isRefused = false
    do throws(ClusteringError) {
      try body(&shared)
    } catch {
      shared.refuse(Array(shared.reason(error).utf8))
    }
    return shared.isRefused ? 1 : 0
  }

  /// What was asked for cannot be had, and why.
  mutating func refuse(_ reason: [UInt8]) {
    text = reason
    isRefused = true
  }

  /// What is wrong; rows and columns are those of the file, and counted as its lines are, from 1.
  private func reason(_ error: ClusteringError) -> String {
    guard let element = error.element, chosen.indices.contains(element.column) else { return error.description }
    return error.description(calling: "row \(element.row + 1), column \(chosen[element.column] + 1)")
  }
}

extension [Double] {
  mutating func append(_ matrix: Matrix<Double>) { append(contentsOf: matrix.elements) }
  mutating func append(_ values: [Int]) { append(contentsOf: values.lazy.map { Double($0) }) }
  mutating func append(_ values: [Int32]) { append(contentsOf: values.lazy.map { Double($0) }) }
}
