internal import Clustering
internal import Tessera
internal import VectorFiles

extension JSONValue {
  /// A path; bytes that are not UTF-8, which JSON cannot hold, as they are shown.
  static func path(_ path: String) -> JSONValue {
    .string(String(validating: PathText.bytes(of: path), as: UTF8.self) ?? path.shown)
  }

  /// `{"path", "rows", "dimensions", "dtype", "columns", "leftAside", "droppedRows", "parts"}`.
  static func data(_ data: DataSummary) -> JSONValue {
    [
      "path": .path(data.path), "rows": .integer(data.rows),
      "dimensions": .integer(data.dimensions), "dtype": .string(data.elementType.rawValue),
      "columns": .array(data.columns.map { .string($0.title) }),
      "leftAside": .array(
        data.leftAside.map { ["name": .string($0.column.title), "reason": .string($0.reason.rawValue)] }),
      "droppedRows": .integers(data.droppedRowIndices),
      "parts": .array(data.parts.map { ["path": .path($0.path), "rows": .integer($0.rows)] }),
    ]
  }

  static func region(_ model: KMeansModel) -> JSONValue {
    region(radius: model.region.radius, isLocalMinimum: model.isLocalMinimum, angle: model.region.angle)
  }

  /// - Parameter angle: in radians.
  static func region(radius: Double?, isLocalMinimum: Bool, angle: Double?) -> JSONValue {
    ["radius": .number(radius), "localMinimum": .boolean(isLocalMinimum), "angle": .number(angle)]
  }

  /// A duration, to the microsecond.
  static func seconds(_ seconds: Double) -> JSONValue { .number((seconds * 1e6).rounded() / 1e6) }

  static func trace(_ trace: [TraceEntry]) -> JSONValue {
    .array(
      trace.map { entry in
        var members = [
          Member(key: "iteration", value: .integer(entry.iteration)),
          Member(key: "inertia", value: .number(entry.inertia)),
          Member(key: "changed", value: .integer(entry.changed)),
          Member(key: "certified", value: .number(entry.certifiedFraction)),
          Member(key: "seconds", value: .seconds(entry.seconds)),
        ]
        if let path = entry.path { members.append(Member(key: "path", value: .string(path.rawValue))) }
        if let touched = entry.touched { members.append(Member(key: "touched", value: .integer(touched))) }
        if let loss = entry.batchLoss { members.append(Member(key: "batchLoss", value: .number(loss))) }
        if let loss = entry.loss { members.append(Member(key: "loss", value: .number(loss))) }
        return .object(members)
      })
  }
}
