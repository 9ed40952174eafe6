/// HTML in which names can do nothing: text that is interpolated is escaped, and only markup is taken as markup.
///
/// ```swift
/// let name = "</td><script>"
/// let cell: Markup = "<td>\(name)"       // <td>&lt;/td&gt;&lt;script&gt;
/// ```
///
/// It holds between tags and between the quotation marks of attributes; for scripts there is ``Escaping/script(_:)``.
package struct Markup: Sendable, Equatable, ExpressibleByStringInterpolation {
  package private(set) var text: String

  package init(stringLiteral value: String) { text = value }

  package init(stringInterpolation: Pieces) { text = stringInterpolation.text }

  /// Markup that is known to be such.
  package init(trusted text: String) { self.text = text }

  package static func + (left: Markup, right: Markup) -> Markup { Markup(trusted: left.text + right.text) }

  package static func += (left: inout Markup, right: Markup) { left.text += right.text }

  /// What is interpolated, piece by piece.
  package struct Pieces: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    package mutating func appendLiteral(_ literal: String) { text += literal }
    package mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    package mutating func appendInterpolation(_ pieces: [Markup]) { for piece in pieces { text += piece.text } }
    /// Not preferred: a literal is markup, wherever it stands, and only what is known at run time is text.
    @_disfavoredOverload
    package mutating func appendInterpolation(_ content: String) { text += Escaping.html(content) }
    package mutating func appendInterpolation(_ number: Int) { text += String(number) }
    /// A place or a length on a chart, as a percentage of its side.
    mutating func appendInterpolation(_ share: Share) { text += share.text + "%" }
  }
}

extension Sequence<Markup> {
  /// One after the other.
  var joined: Markup { Markup(trusted: map(\.text).joined()) }
}
