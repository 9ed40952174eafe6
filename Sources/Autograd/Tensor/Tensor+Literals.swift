internal import Refusals

/// One row of a literal, or an element of it: what nested brackets are made of.
///
/// ```swift
/// let table: Tensor<Float> = [[1, 2, 3], [4, 5, 6]]   // shape [2, 3]
/// ```
public struct TensorLiteral<Element: TensorElement>: ExpressibleByArrayLiteral, Sendable {
  fileprivate let elements: [Element]
  fileprivate let shape: [Int]

  fileprivate init(_ element: Element) { (elements, shape) = ([element], []) }

  public init(arrayLiteral rows: TensorLiteral...) {
    let shape = rows.first?.shape ?? []
    for (place, row) in rows.enumerated() {
      require(row.shape == shape, "row \(place) of a literal has shape \(row.shape), the first \(shape)")
    }
    elements = rows.flatMap { $0.elements }
    self.shape = [rows.count] + shape
  }
}

extension TensorLiteral: ExpressibleByIntegerLiteral where Element: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Element.IntegerLiteralType) { self.init(Element(integerLiteral: value)) }
}

extension TensorLiteral: ExpressibleByFloatLiteral where Element: ExpressibleByFloatLiteral {
  public init(floatLiteral value: Element.FloatLiteralType) { self.init(Element(floatLiteral: value)) }
}

extension TensorLiteral: ExpressibleByBooleanLiteral where Element: ExpressibleByBooleanLiteral {
  public init(booleanLiteral value: Element.BooleanLiteralType) { self.init(Element(booleanLiteral: value)) }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// Nested rows of literals, which have one shape; an empty literal has shape [0]. Variables have no place in it:
  /// `Tensor([x, y], shape: [2])` takes them. A single value is `Tensor(3)`: a literal of its own would make `x * 3` ambiguous.
  public init(arrayLiteral rows: TensorLiteral<Element>...) {
    let shape = rows.first?.shape ?? []
    for (place, row) in rows.enumerated() {
      require(row.shape == shape, "row \(place) of a literal has shape \(row.shape), the first \(shape)")
    }
    self.init(rows.flatMap { $0.elements }, shape: [rows.count] + shape)
  }
}
