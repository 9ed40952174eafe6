internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

extension Merge {
  /// Writes what follows from the answers of all parts: the next start, or the model.
  func goOn(with file: StartFile) throws -> StartByParts {
    var (answers, sources): ([PartialStart], [String: String]) = ([], [:])
    var file = file
    for path in parts {
      let part = try PartialStartFile(contentsOf: path)
      if let other = sources.updateValue(path, forKey: part.source) { throw isTwice(path, part.source, other) }
      if answers.isEmpty, file.columns == nil { file.columns = part.columns }
      guard part.columns == file.columns else {
        throw CommandFailure(ClusteringError.partsDiffer(part: answers.count, "the names of its columns"), data: path)
      }
      answers.append(part.answer)
    }
    guard !answers.isEmpty else { throw ValidationError("Name the partial results.") }
    do {
      file.start = try file.start.next(after: answers)
    } catch {
      switch error {
      case .partsDisagree(let part): throw isOfAnother(parts[part])
      case .partsDiffer(let part, _): throw CommandFailure(error, data: parts[part])
      default: throw CommandFailure(error, data: model)
      }
    }
    if let model = file.model { try model.write(to: output) } else { try file.write(to: output) }
    return file.start
  }

  func report(_ start: StartByParts) -> String {
    let isFound = start.centroids != nil
    guard json else {
      let end = isFound ? "the start is found: \(output.shown) is a model now" : "wrote \(output.shown)"
      let count = isFound ? "" : ", \(start.candidateCount.counted("candidate"))"
      return """
        \(parts.count.counted("part")): \(start.rows.counted("row"))
        pass \(start.passes) of a start for \(start.clusterCount.counted("cluster"))\(count)
        \(end)

        """
    }
    return JSONReport.text([
      "schema": "tessera.merge/1",
      "version": .string(TesseraVersion.current),
      "model": ["path": .path(model)],
      "parts": .integer(parts.count),
      "rows": .integer(start.rows),
      "clusters": .integer(start.clusterCount),
      "phase": "start",
      "pass": .integer(start.passes),
      "candidates": .integer(start.candidateCount),
      "found": .boolean(isFound),
      "finished": .boolean(false),
    ])
  }
}
