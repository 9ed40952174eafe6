extension StoryPart {
  /// A picture within the page.
  ///
  /// - Parameters:
  ///   - png: the bytes of a PNG.
  ///   - width: how wide it is at most, in pixels.
  package static func picture(_ png: [UInt8], width: Int, label: String) -> Markup {
    """
    <img src="data:image/png;base64,\(Markup(trusted: Base64.text(of: png)))" alt="\(label)" \
    style="display:block;width:100%;max-width:\(width)px;height:auto">
    """
  }

  /// Fields of colours with their names and shares, in proportion to what is said.
  ///
  /// - Parameter colours: `#rrggbb` each.
  package static func swatches(_ colours: [(name: String, note: String)]) -> Markup {
    let items = colours.map { colour -> Markup in
      """
      <li><span style="display:block;height:56px;border-radius:6px;border:1px solid var(--line);background:\(colour.name)"></span>\
      <code>\(colour.name)</code><br><span style="color:var(--dim)">\(colour.note)</span></li>
      """
    }
    return """
      <ul style="display:grid;grid-template-columns:repeat(auto-fill,minmax(92px,1fr));gap:16px;font-size:13px">\(items)</ul>
      """
  }
}

/// Bytes as letters (RFC 4648).
enum Base64 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(of bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 3 * 4 + 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      let group = (0..<3).reduce(0) { $0 << 8 | ($1 < count ? Int(bytes[start + $1]) : 0) }
      for place in 0..<4 {
        text.append(place <= count ? letters[group >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
