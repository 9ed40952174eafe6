extension TextSample {
  /// The first records, read with the separator that explains them best: see ``score``.
  static func found(
    in bytes: UnsafeBufferPointer<UInt8>, _ start: SkippedLines, _ separator: TextSeparator?, _ reader: CellReader
  ) -> TextSample {
    func read(_ separator: TextSeparator) -> TextSample {
      TextSample(TextScanner(bytes: bytes, separator: separator), start: start.index, line: start.line, reader: reader)
    }
    if let separator { return read(separator) }
    let single = read(.none)
    var best = single
    var bestScore = (Int.min, 0, 0, 0, 0)
    for separator in TextSeparator.candidates {
      let sample = read(separator)
      if let score = sample.score, score > bestScore { (best, bestScore) = (sample, score) }
    }
    // A heading without a comma above lines with one each: a column of decimal commas, not one of row names.
    let isColumn =
      best.scanner.separator == .comma && best.records.count > 1 && best.records[0].cells == [.word]
      && single.body.allSatisfy { $0.cells == [.decimalComma] || $0.cells == [.grouped] || $0.cells == [.whole] }
    // Words above one number per line: their spaces separate nothing.
    let isSpacedHeading =
      best.scanner.separator == .whitespace && best.records.count > 1 && best.body.allSatisfy { $0.cells.count == 1 }
      && best.records[0].cells.count > 1 && single.records[0].cells == [.word]
    return isColumn || isSpacedHeading ? single : best
  }
}
