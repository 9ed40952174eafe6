internal import Clustering
internal import Matrices
internal import VectorFiles

extension JSONValue {
  /// A path; bytes that are not UTF-8, which JSON cannot hold, as they are shown.
  static func path(_ path: String) -> JSONValue {
    .string(String(validating: PathText.bytes(of: path), as: UTF8.self) ?? path.shown)
  }

  /// `{"path", "rows", "dimensions", "dtype", "columns", "leftAside", "droppedRows"}`.
  static func data(_ points: Points) -> JSONValue {
    [
      "path": .path(points.path), "rows": .integer(points.data.points.rows),
      "dimensions": .integer(points.data.points.columns), "dtype": .string(points.data.elementType.rawValue),
      "columns": .array(points.data.columns.map { .string($0.title) }),
      "leftAside": .array(
        points.data.leftAside.map { ["name": .string($0.column.title), "reason": .string($0.reason.rawValue)] }),
      "droppedRows": .integers(points.data.droppedRowIndices),
    ]
  }

  static func region(_ model: KMeansModel) -> JSONValue {
    ["radius": .number(model.region.radius), "localMinimum": .boolean(model.isLocalMinimum)]
  }

  static func trace(_ trace: [TraceEntry]) -> JSONValue {
    .array(
      trace.map { entry in
        var members = [
          Member(key: "iteration", value: .integer(entry.iteration)),
          Member(key: "inertia", value: .number(entry.inertia)),
          Member(key: "changed", value: .integer(entry.changed)),
          Member(key: "certified", value: .number(entry.certifiedFraction)),
          Member(key: "seconds", value: .number(entry.seconds)),
        ]
        if let path = entry.path { members.append(Member(key: "path", value: .string(path.rawValue))) }
        if let touched = entry.touched { members.append(Member(key: "touched", value: .integer(touched))) }
        if let loss = entry.batchLoss { members.append(Member(key: "batchLoss", value: .number(loss))) }
        return .object(members)
      })
  }
}
