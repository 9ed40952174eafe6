internal import Clustering
internal import VectorFiles

/// The points of a command whose processes have some of the rows each: neighbouring ones, in the order of the processes.
struct SharedPoints {
  /// Those of this process, for the fit and what is wrong with them.
  let own: Points
  /// What outputs are about. Of one process and of a single file, all rows. Of a folder with as many files as there are processes, each
  /// of which reads its own: all that is known about the rows of others; the first process has the rows themselves where
  /// an output repeats some of them.
  let all: Points

  /// All rows are read here.
  init(_ all: Points, in group: ProcessGroup) throws(CommandFailure) {
    self.all = all
    guard group.isShared else {
      own = all
      return
    }
    let rows = all.data.points.rows
    guard rows >= group.size else { throw Self.tooFew(all.title, rows, group) }
    own = all.rows(Self.share(of: rows, group.rank, group.size))
  }

  private init(own: Points, all: Points) { (self.own, self.all) = (own, all) }

  /// Which of some things are one process's.
  static func share(of count: Int, _ rank: Int, _ size: Int) -> Range<Int> {
    (count / size * rank + min(rank, count % size))..<(count / size * (rank + 1) + min(rank + 1, count % size))
  }

  private static func tooFew(_ title: String, _ rows: Int, _ group: ProcessGroup) -> CommandFailure {
    CommandFailure(
      exitCode: CommandFailure.ExitCode.badData,
      message: "\(title): \(rows.counted("row")) for \(group.size) processes; start fewer")
  }
}

extension SharedPoints {
  /// The files of a folder or pattern, where each process can read its own: nil where all are to be read by everybody, since they are
  /// fewer than the processes, or what is asked for needs all rows.
  static func parts(of data: DataOptions, _ start: StartOptions, in group: ProcessGroup) -> [String]? {
    let path = InputPath(data.data)
    guard group.isShared, path.hasParts, start.weights == nil, start.standardize == nil, data.query == nil else {
      return nil
    }
    let files = path.files
    return files.count >= group.size ? files : nil
  }

  /// Each process reads its files, and the first one, which says what the columns are.
  ///
  /// - Parameters:
  ///   - files: at least one per process.
  ///   - needsAll: whether the first process needs all rows.
  ///   - read: reads some files, or all.
  init(
    of files: [String], in group: ProcessGroup, needsAll: Bool, _ read: (_ parts: [String]?) throws -> Points
  ) throws {
    let share = Self.share(of: files.count, group.rank, group.size)
    let points = try group.agreeing {
      if needsAll, group.isFirst { return try read(nil) }
      return try read(group.isFirst ? Array(files[share]) : [files[0]] + files[share])
    }
    guard needsAll, group.isFirst else {
      let own = group.isFirst ? points : points.withoutFirstPart
      let all = try own.joined(in: group)
      self.init(own: own, all: all)
      return
    }
    let own = points.firstParts(share.count)
    _ = try own.joined(in: group)
    self.init(own: own, all: points)
  }
}
