internal import TesseraKernels

/// Measurements beside the ceilings of the same instruction set and number of threads.
struct Report {
  let kernels: [Measurement]
  let ceilings: [Measurement]

  /// The share of its ceiling that a kernel reaches.
  private func share(_ kernel: Measurement) -> Double? {
    ceilings.first {
      $0.benchmark.resource == kernel.benchmark.resource && $0.set == kernel.set && $0.threads == kernel.threads
    }.map { kernel.rate / $0.rate }
  }

  var table: String {
    var lines = [["kernel", "size", "set", "threads", "ns per row", "rate", "", "of", "share"]]
    for entry in ceilings { lines.append(cells(entry, nanoseconds: "", share: "")) }
    for entry in kernels {
      let share = share(entry).map { "\(Int(($0 * 100).rounded())) %" } ?? ""
      lines.append(cells(entry, nanoseconds: entry.nanosecondsPerItem.digits, share: share))
    }
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max()! }
    return lines.map { line in
      line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        return column < 3 ? line[column] + padding : padding + line[column]
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private func cells(_ entry: Measurement, nanoseconds: String, share: String) -> [String] {
    let benchmark = entry.benchmark
    return [
      benchmark.name, benchmark.size, entry.set.rawValue, "\(entry.threads)", nanoseconds, entry.rate.digits,
      benchmark.resource.unit, benchmark.resource.rawValue, share,
    ]
  }

  /// One object per line.
  var json: String {
    (ceilings + kernels).map { entry in
      let benchmark = entry.benchmark
      let share = benchmark.name == "ceiling" ? nil : share(entry)
      return """
        {"kernel": "\(benchmark.name)", "size": "\(benchmark.size)", "set": "\(entry.set.rawValue)", \
        "threads": \(entry.threads), "nanosecondsPerRow": \(entry.nanosecondsPerItem), "rate": \(entry.rate), \
        "unit": "\(benchmark.resource.unit)", "resource": "\(benchmark.resource.rawValue)", \
        "share": \(share.map { "\($0)" } ?? "null")}
        """
    }.joined(separator: "\n")
  }
}

extension Double {
  /// Three significant digits.
  fileprivate var digits: String {
    let places = self < 10 ? 100.0 : self < 100 ? 10 : 1
    let text = "\((self * places).rounded() / places)"
    return places == 1 ? String(text.dropLast(2)) : text
  }
}
