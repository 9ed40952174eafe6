internal import Clustering
internal import Matrices
internal import TesseraKernels
internal import VectorFiles

/// The time that assigning one row takes, for `latency.py`.
///
/// usage: RowLatency POINTS.npy CENTROIDS.npy [SET]
///
/// The first 20,000 rows are asked one after the other; printed are the median of 200 means of 100 rows each, in microseconds,
/// and the sum of the labels.
@main
struct RowLatency {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3, case .float(let points) = try VectorFileReader().read(arguments[1]).points else {
      print("usage: RowLatency POINTS.npy CENTROIDS.npy [SET], points in float32")
      return
    }
    let set = arguments.count > 3 ? InstructionSet(rawValue: arguments[3]) : nil
    let centroids = try VectorFileReader().read(arguments[2]).points.inDoublePrecision
    let assigner = try RowAssigner(centroids, instructionSet: set)
    let clock = ContinuousClock()
    var (times, sum) = ([Double](), 0)
    for part in 0..<min(200, points.rows / 100) {
      let begin = clock.now
      try points.withUnsafeElements { elements in
        for row in (100 * part)..<(100 * part + 100) {
          let start = row * points.columns
          let nearest = try assigner.nearest(
            to: UnsafeBufferPointer(rebasing: elements[start..<(start + points.columns)]))
          sum += Int(nearest.label)
        }
      }
      times.append((clock.now - begin) / .microseconds(100))
    }
    print(times.sorted()[times.count / 2], sum)
  }
}
