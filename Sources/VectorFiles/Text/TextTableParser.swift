internal import Matrices
internal import TesseraKernels

/// Reads the numbers of some columns of a text, blocks of it at once on several threads.
///
/// Where a block begins is a guess: a line may begin within quotation marks. Blocks are joined in their order, and one that
/// does not begin where the one before ends is read anew from there: the rows, and the first of those that are refused, are
/// the same for every number of threads. Memory: the numbers, and four blocks per thread.
struct TextTableParser {
  private let text: TextTable
  private let chosen: [Int]
  private let blockSize: Int
  private let loop: ParallelRows

  /// - Parameters:
  ///   - chosen: the columns whose numbers make the rows, in this order.
  ///   - blockSize: the bytes of a block.
  init(_ text: TextTable, chosen: [Int], threads: Int, blockSize: Int = 1 << 18) {
    (self.text, self.chosen, self.blockSize) = (text, chosen, blockSize)
    loop = ParallelRows(threads: threads)
  }

  /// Reads all rows; throws at the first that has too many or too few cells.
  func parse() throws(VectorFileError) -> ParsedTable<Double> {
    let (end, width) = (text.bytes.count, chosen.count)
    let blockCount = loop.threads > 1 ? min(4 * loop.threads, end / blockSize + 1) : 1
    nonisolated(unsafe) let blocks = (0..<blockCount).map { _ in Block(text, chosen) }
    var elements = GrowingElements<Double>(capacity: estimatedCount)
    var counts = Array(repeating: ColumnCounts(), count: text.layout.columns.count)
    var (rows, position) = (0, text.layout.dataStart)
    text.meter?.begin("read", of: end - position)
    while position < end {
      let ranges = ranges(from: position, atMost: blocks.count)
      loop.forEachChunk(of: ranges.count, chunk: 1) { index, _ in blocks[index].parse(ranges[index]) }
      let start = rows
      for (block, range) in zip(blocks, ranges) {
        if range.lowerBound < position { block.parse(position..<max(position, range.upperBound)) }
        position = try block.outcome.get()
        block.place = rows - start
        for column in counts.indices { counts[column].add(block.parser.counts[column], behind: rows) }
        rows += block.parser.rows
      }
      guard let room = elements.nextRows(rows - start, columns: width) else {
        throw .memory(text.failure.path, "\(rows) rows x \(width) numbers")
      }
      nonisolated(unsafe) let target = room.baseAddress
      loop.forEachChunk(of: ranges.count, chunk: 1) { index, _ in
        if let target { blocks[index].parser.copy(to: target + blocks[index].place * width) }
      }
      elements.commit(columns: room.count)
      text.meter?.advance(by: position - (ranges.first?.lowerBound ?? position))
    }
    guard rows > 0 else { throw text.failure.noRows() }
    return ParsedTable(elements: elements, rows: rows, columns: width, counts: counts)
  }

  /// How many numbers there may be: every value takes at least two bytes; the estimate is touched only as far as it is
  /// filled.
  private var estimatedCount: Int {
    let bytes = text.bytes.count
    let rows = (bytes - text.layout.dataStart) / text.layout.rowLength * 9 / 8 + 1
    return max(chosen.count, min(bytes / 2 + 1, rows.multipliedReportingOverflow(by: chosen.count).partialValue))
  }

  private func ranges(from start: Int, atMost count: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = start
    while ranges.count < count, start < text.bytes.count {
      let end = rowStart(behind: start + min(blockSize, text.bytes.count - start))
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  /// The next line that looks like a row, as lines within quotation marks hardly do; else just the next line.
  private func rowStart(behind index: Int) -> Int {
    let bytes = text.bytes
    guard index < bytes.count else { return bytes.count }
    let first = text.scanner.skippingLineBreak(text.scanner.lineEnd(index))
    let reach = UnsafeBufferPointer(rebasing: bytes[..<(first + min(1 << 16, bytes.count - first))])
    let window = TextScanner(bytes: reach, separator: text.layout.separator)
    var start = first
    for _ in 0..<20 where start < window.bytes.count {
      if window.record(at: start).cells == text.layout.columns.count { return start }
      start = window.skippingLineBreak(window.lineEnd(start))
    }
    return first
  }
}

/// A part of a text that one thread reads.
private final class Block {
  var parser: TextRowParser
  /// Where the line behind it begins, or why it was refused.
  var outcome: Result<Int, VectorFileError> = .success(0)
  /// The rows of the blocks beside it that come before.
  var place = 0

  init(_ text: TextTable, _ chosen: [Int]) { parser = TextRowParser(text, chosen: chosen) }

  func parse(_ range: Range<Int>) {
    outcome = Result { () throws(VectorFileError) in try parser.parse(range) }
  }
}

extension ColumnCounts {
  /// Adds what was found in rows behind others.
  fileprivate mutating func add(_ next: ColumnCounts, behind rows: Int) {
    if words == 0, next.words > 0 { firstWord = rows + next.firstWord }
    words += next.words
    missing += next.missing
    notFinite += next.notFinite
    numbers += next.numbers
    dressed += next.dressed
  }
}
