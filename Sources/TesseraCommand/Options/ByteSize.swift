internal import ArgumentParser

/// A number of bytes as people write it: 512M, 2G, 1.5GiB, 1000000; letters count in steps of 1024.
struct ByteSize {
  let count: Int

  init(_ text: String) throws {
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).uppercased()
    let units = ["": 0, "B": 0, "K": 10, "M": 20, "G": 30, "T": 40]
    let short =
      unit.hasSuffix("IB") ? unit.dropLast(2) : unit.count > 1 && unit.hasSuffix("B") ? unit.dropLast() : unit[...]
    guard let value = Double(number), let shift = units[String(short)],
      let count = Int(exactly: (value * Double(1 << shift)).rounded(.down))
    else {
      throw ValidationError("write a number of bytes, such as 512M or 2G.")
    }
    self.count = count
  }
}
