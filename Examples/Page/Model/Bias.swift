import Clustering

/// How a gradient differs from the exact one.
struct Bias {
  /// Between the two, in degrees; 0 where one of them vanishes.
  let angle: Double
  /// The length, in lengths of the exact one.
  let length: Double

  init(of gradient: [Double], from exact: [Double]) {
    var (product, square, exactSquare) = (0.0, 0.0, 0.0)
    for (own, other) in zip(gradient, exact) {
      product += own * other
      square += own * own
      exactSquare += other * other
    }
    let lengths = (square * exactSquare).squareRoot()
    angle = lengths > 0 ? arcCosine(max(-1, min(1, product / lengths))) * 180 / .pi : 0
    length = exactSquare > 0 ? (square / exactSquare).squareRoot() : .infinity
  }
}
