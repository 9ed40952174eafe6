internal import Clustering
public import Matrices
internal import TesseraKernels

/// Rows and their most probable components.
public struct MixtureAssignment: Sendable, Equatable {
  /// The component of the largest share in each row's density (ties: the lowest index).
  public let labels: [Int32]
  /// The logarithm of the density at each row.
  public let logDensities: [Double]
  /// How many rows each component has.
  public let counts: [Int]
}

extension MixtureModel {
  /// The most probable component of each row, and the logarithm of the density there.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, in units of the data that the model was fitted to.
  ///   - options: its threads and instruction set; the result does not depend on them.
  /// - Throws: ``MixtureError`` where the numbers of columns differ, an element is not finite or a covariance is singular.
  /// - Complexity: O(rows * components * dimensions^2 / 2), or dimensions without the square. Memory: 12 bytes per row.
  public func assigned(
    _ points: NumericMatrix, options: MixtureOptions = MixtureOptions()
  ) throws(MixtureError) -> MixtureAssignment {
    switch points {
    case .float(let points): try assigned(points, options)
    case .double(let points): try assigned(points, options)
    }
  }

  /// The share of each component in the density at each row, [rows, components]; rows add up to 1.
  ///
  /// - Complexity: that of ``assigned(_:options:)``; memory: 8 bytes per row and component.
  public func responsibilities(
    of points: NumericMatrix, options: MixtureOptions = MixtureOptions()
  ) throws(MixtureError) -> Matrix<Double> {
    switch points {
    case .float(let points): try responsibilities(points, options)
    case .double(let points): try responsibilities(points, options)
    }
  }

  private func assigned<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ options: MixtureOptions
  ) throws(MixtureError) -> MixtureAssignment {
    let pass = MixturePass(points, weights: nil, options)
    let (components, frame) = try kernels(for: pass)
    var labels = [Int32](repeating: 0, count: points.rows)
    var values = [Double](repeating: 0, count: points.rows)
    labels.withUnsafeMutableBufferPointer { labels in
      values.withUnsafeMutableBufferPointer { values in
        pass.tell(components, labels: labels.baseAddress, values: values.baseAddress)
      }
    }
    guard values.allSatisfy({ $0 > -1e250 }) else { throw .tooFar }
    let volume = Double(frame.shift.count * frame.exponent) * logarithmOf2
    var counts = [Int](repeating: 0, count: componentCount)
    for label in labels { counts[Int(label)] += 1 }
    return MixtureAssignment(labels: labels, logDensities: values.map { $0 - volume }, counts: counts)
  }

  private func responsibilities<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ options: MixtureOptions
  ) throws(MixtureError) -> Matrix<Double> {
    let pass = MixturePass(points, weights: nil, options)
    let components = try kernels(for: pass).components
    return Matrix(rows: points.rows, columns: componentCount) { pass.tell(components, shares: $0.baseAddress) }
  }

  private func kernels<Scalar: KernelScalar>(
    for pass: MixturePass<Scalar>
  ) throws(MixtureError) -> (components: KernelComponents, frame: UnitFrame) {
    guard pass.points.columns == means.columns else {
      throw .data(.dimensionMismatch(points: pass.points.columns, centroids: means.columns))
    }
    // What is not finite is found.
    _ = try UnitFrame(of: pass.points, regularization: 0, in: pass.parallel)
    let (parameters, frame) = parameters()
    return (try parameters.kernels(frame, iteration: iterations, pass.parallel), frame)
  }
}
