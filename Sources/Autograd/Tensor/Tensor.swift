internal import Refusals

/// A dense array of any rank, row-major, whose operations can be differentiated.
///
/// ```swift
/// let (loss, gradient) = valueWithGradient(at: centroids) { centroids in
///   let distances = squaredDistances(from: batch, to: centroids)   // [100, 20]
///   let nearest = distances.argmin(alongAxis: 1)                   // Tensor<Int>: frozen by its type
///   return distances.gathering(nearest, alongAxis: 1).sum()
/// }
/// ```
///
/// A tensor is a value: operations return new tensors and change none. Results that are indices or truth values are
/// `Tensor<Int>` and `Tensor<Bool>`: types that carry no gradient. Shapes that do not fit are mistakes of the caller and
/// end the program with a message that names them.
///
/// - Complexity: copying is O(1).
public struct Tensor<Element: TensorElement>: Sendable {
  /// The extents; empty for a single value.
  public let shape: [Int]
  /// All elements, the last index running fastest.
  public internal(set) var elements: [Element]
  /// Where the tensor came from, while a gradient is being taken; always empty for elements that are frozen.
  var link = TapeLink()

  /// A tensor of the given elements, the last index running fastest.
  ///
  /// - Precondition: no extent is negative, and `elements.count` is their product.
  public init(_ elements: [Element], shape: [Int]) {
    require(
      elements.count == Shape.count(of: shape), "\(elements.count) elements do not fill the shape \(shape)")
    self.elements = elements
    self.shape = shape
  }

  /// The number of dimensions; 0 for a single value.
  public var rank: Int { shape.count }

  /// The number of elements.
  public var count: Int { elements.count }

  /// The only element.
  ///
  /// - Precondition: there is exactly one.
  public var item: Element {
    require(count == 1, "a tensor of shape \(shape) is not a single value")
    return elements[0]
  }

  /// One element, by an index per dimension.
  public subscript(_ indices: Int...) -> Element {
    require(indices.count == rank, "\(indices.count) indices for shape \(shape)")
    var offset = 0
    for (index, extent) in zip(indices, shape) {
      require(index >= 0 && index < extent, "index \(indices) is outside shape \(shape)")
      offset = offset * extent + index
    }
    return elements[offset]
  }
}

extension Tensor: Equatable {
  /// Whether shapes and elements agree (NaN differs from everything, as always).
  public static func == (left: Self, right: Self) -> Bool {
    left.shape == right.shape && left.elements == right.elements
  }
}
