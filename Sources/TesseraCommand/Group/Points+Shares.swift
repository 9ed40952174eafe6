internal import Matrices
internal import VectorFiles

extension Points {
  /// Some neighbouring rows, without a copy.
  func rows(_ range: Range<Int>) -> Points {
    var points = self
    points.data.points = data.points[rows: range]
    points.weights = weights.map { Array($0[range]) }
    points.firstRow = range.lowerBound
    return points
  }

  /// The rows of the first files.
  func firstParts(_ count: Int) -> Points {
    let rows = data.parts[..<count].reduce(0) { $0 + $1.rows }
    let dropped = data.droppedRowIndices.count { $0 < rows }
    var points = self.rows(0..<(rows - dropped))
    points.data.parts = Array(data.parts[..<count])
    points.data.droppedRowIndices = Array(data.droppedRowIndices[..<dropped])
    return points
  }

  /// The rows of the files after the first.
  var withoutFirstPart: Points {
    let rows = data.parts.first?.rows ?? 0
    let dropped = data.droppedRowIndices.count { $0 < rows }
    var points = self
    points.data.points = data.points[rows: (rows - dropped)..<data.points.rows]
    points.data.parts = Array(data.parts.dropFirst())
    points.data.droppedRowIndices = data.droppedRowIndices[dropped...].map { $0 - rows }
    return points
  }

  /// What is known about the rows of all processes, each of which has read files of its own.
  func joined(in group: ProcessGroup) throws(CommandFailure) -> Points {
    let counts = try group.gathered([data.points.rows] + data.parts.map(\.rows))
    if let member = counts.firstIndex(where: { $0[0] == 0 }) {
      throw CommandFailure(
        exitCode: CommandFailure.ExitCode.badData,
        message: "\(title): the files of process \(member) of \(group.size) hold no rows that count; start fewer")
    }
    let dropped = try group.gathered(data.droppedRowIndices)
    let paths = try group.gathered(Self.bytes(data.parts.map(\.path))).map(Self.texts)
    let notes = try group.gathered(Self.bytes(data.notes)).map(Self.texts)
    var all = self
    (all.data.parts, all.data.droppedRowIndices, all.data.notes) = ([], [], [])
    var before = 0
    for member in counts.indices {
      all.data.droppedRowIndices += dropped[member].map { $0 + before }
      all.data.parts += zip(paths[member], counts[member].dropFirst()).map { VectorData.Part(path: $0, rows: $1) }
      for note in notes[member] where !all.data.notes.contains(note) { all.data.notes.append(note) }
      before += counts[member].dropFirst().reduce(0, +)
    }
    all.sharedRows = counts.reduce(0) { $0 + $1[0] }
    return all
  }

  private static func bytes(_ texts: [String]) -> [UInt8] { texts.flatMap { Array($0.utf8) + [0] } }

  private static func texts(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }
}
