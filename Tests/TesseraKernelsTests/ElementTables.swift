import CTesseraKernels
import Testing

/// The tables of loops over elements that this processor can run; the last is the portable one.
struct ElementTable: @unchecked Sendable {
  let pointer: UnsafePointer<tessera_element_table>
  var name: String { String(cString: pointer.pointee.name) }

  static let all = withUnsafeTemporaryAllocation(
    of: UnsafePointer<tessera_element_table>?.self, capacity: Int(TESSERA_MOST_ELEMENT_TABLES)
  ) { buffer in
    let count = tessera_elements_all(buffer.baseAddress!)
    return buffer[..<count].map { ElementTable(pointer: $0!) }
  }
}

/// Every table writes the bits of the portable one.
func agree(
  _ count: Int, _ what: String, _ loop: (tessera_element_table, UnsafeMutablePointer<Float>) -> Void
) {
  let results = ElementTable.all.map { table in
    [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      loop(table.pointer.pointee, buffer.baseAddress!)
      initialized = count
    }
  }
  for (table, result) in zip(ElementTable.all, results).dropLast() {
    let differs = zip(result, results[results.count - 1]).enumerated().first { _, pair in
      pair.0.bitPattern != pair.1.bitPattern && !(pair.0.isNaN && pair.1.isNaN)
    }
    #expect(differs == nil, "\(table.name): \(what)")
  }
}
