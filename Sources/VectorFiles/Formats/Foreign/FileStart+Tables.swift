/// Tables that are told by more than their first bytes.
extension FileStart {
  /// Whether the first line that is no comment is a declaration of a file of time series.
  var isTimeSeries: Bool {
    let lines = file.bytes.prefix(1 << 16).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
    let first = lines.lazy.map { $0.drop { $0 == 0x20 } }.first { line in
      line.first.map { !"#%".utf8.contains($0) } ?? false
    }
    guard let first else { return false }
    let word = String(decoding: first.prefix { $0 > 0x20 }, as: UTF8.self).lowercased()
    return ["@problemname", "@timestamps", "@univariate", "@serieslength", "@classlabel"].contains(word)
  }

  /// A version, a date, and a header of 32 bytes per column with a carriage return at its end.
  var isDBase: Bool {
    let versions: [UInt8] = [0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8E, 0xCB, 0xF5, 0xFB]
    let header = Int(self[8]) | Int(self[9]) << 8
    return versions.contains(self[0]) && (1...12).contains(self[2]) && (1...31).contains(self[3]) && header > 64
      && (stride(from: 64, to: header, by: 32).contains { self[$0] == 0x0D })
  }
}
