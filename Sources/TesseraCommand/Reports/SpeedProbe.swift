internal import Clustering
internal import Matrices

/// How fast one processor of this machine is: see ``Tessera/FitCosts/probeSeconds``.
enum SpeedProbe {
  /// The best of many assignments, of which each takes a few milliseconds, since others use the machine, too.
  static func seconds() throws -> Double {
    var generator = SeededGenerator(seed: 1)
    func matrix(_ rows: Int) -> Matrix<Float> {
      Matrix(rows: rows, columns: 128) { elements in
        for index in elements.indices { elements[index] = Float(generator.next() >> 40) * 0x1p-24 }
      }
    }
    let (rows, centroids): (Matrix<Float>, Matrix<Double>) = (matrix(8192), matrix(256).converted())
    var best = Double.infinity
    for _ in 0..<40 {
      let watch = Stopwatch()
      do throws(ClusteringError) {
        _ = try NumericMatrix.float(rows).assigned(to: centroids, threadCount: 1)
      } catch {
        throw CommandFailure(error, data: "the probe")
      }
      best = min(best, watch.seconds)
    }
    return best
  }
}
