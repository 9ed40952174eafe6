internal import CLibrary

extension Double {
  /// At most `digits` significant digits, in the shorter of the usual notations.
  func significant(_ digits: Int) -> String { formatted("%.*g", digits) }

  /// Exactly `places` digits behind the point.
  func fixed(_ places: Int) -> String { formatted("%.*f", places) }

  private func formatted(_ format: String, _ digits: Int) -> String {
    withVaList([CInt(clamping: digits), self]) { arguments in
      var buffer = [CChar](repeating: 0, count: 400)
      let length = vsnprintf(&buffer, buffer.count, format, arguments)
      return String(decoding: buffer[..<Int(length)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
