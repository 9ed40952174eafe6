/// What a heading says about its column.
struct HeadingWords {
  private let name: String
  private let lowercased: String
  /// In small letters, with `_` for what stands between words.
  private let joined: String

  init(_ name: String) {
    self.name = name
    lowercased = name.lowercased()
    joined = String(lowercased.map { " .-".contains($0) ? "_" : $0 })
  }

  /// A column that pandas found without a heading.
  var isUnnamed: Bool { lowercased.hasPrefix("unnamed: 0") }

  /// The share of the rows that have to differ for the column to be one of identifiers: none under `id`, `customer_id`,
  /// `CustomerID`, `subject`; nearly all under `no`, which may be nitric oxide; all under `studyid` and `pidnum`, whose last
  /// letters may be those of a word; nil under others, such as `grid` or `ACID`.
  var identifierShare: Double? {
    if Self.identifiers.contains(joined) || hasIdentifierEnding { return 0 }
    if Self.numberWords.contains(joined) { return 0.9 }
    return endsLikeIdentifier ? 1 : nil
  }

  private var endsLikeIdentifier: Bool {
    let word = joined.split(separator: "_").last ?? ""
    return ["id", "idnum", "idno"].contains { word.hasSuffix($0) }
      && !Self.otherWords.contains { word == $0 || word == "un\($0)" || word == "pre\($0)" }
  }

  private var hasIdentifierEnding: Bool {
    if joined.hasSuffix("_ids") || joined.hasPrefix("id_") { return true }
    let characters = Array(name.utf8)
    guard lowercased.utf8.count == characters.count, lowercased.hasSuffix("id"), characters.count > 2 else {
      return false
    }
    let before = characters[characters.count - 3]
    if !Self.isLetter(before) { return true }
    return characters[characters.count - 2] == UInt8(ascii: "I") && before & 0x20 != 0
  }

  /// Whether whole numbers below may be classes.
  var isClass: Bool {
    Self.classes.contains(joined)
      || Self.classWords.contains { joined.hasPrefix("\($0)_") || joined.hasSuffix("_\($0)") }
  }

  /// Whether they may be where they stand at an end of the table, and are few.
  var mayBeClass: Bool {
    ["type", "y", "category", "kind", "segment", "variety", "digit", "cultivar"].contains(joined)
      || joined.hasSuffix("_type") || joined.hasSuffix("_segment")
      || lowercased.hasSuffix("type") && name.hasSuffix("Type")
  }

  /// Whether it is the name of a coordinate, as far as it stands beside others.
  var isCoordinate: Bool { ["x", "y", "z"].contains(joined) }

  /// Whether whole numbers below may be dates: 20200131, or seconds since 1970.
  var isTime: Bool {
    Self.times.contains(joined) || joined.contains("date") || joined.contains("datum") || joined.contains("timestamp")
      || joined.hasPrefix("yearmoda") || joined.hasPrefix("yyyymm") || joined.hasSuffix("_time")
      || joined.hasSuffix("_ts")
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80 }

  private static let identifiers: Set<String> = [
    "id", "ids", "index", "idx", "rowid", "rownames", "row_names", "uid", "uuid", "guid", "#", "identifier", "subject",
    "patient", "store", "entity", "participant", "respondent", "individual", "obs", "obsno", "seqno", "record_number",
    "row_number",
    "rownum",
    "zip", "zipcode", "zip_code", "postcode", "postal_code", "phone",
  ]
  /// Words that end in “id”.
  private static let otherWords: Set<String> = [
    "acid", "aid", "amid", "android", "asteroid", "avid", "bid", "candid", "centroid", "covid", "druid", "ellipsoid",
    "fluid", "grid", "humid", "hybrid", "invalid", "kid", "lid", "lipid", "liquid", "mid", "overpaid", "ovoid", "paid",
    "pyramid", "raid", "rapid", "rigid", "solid", "squid", "steroid", "thyroid", "typhoid", "valid", "void",
  ]
  private static let numberWords: Set<String> = [
    "no", "no_", "nr", "nr_", "row", "key", "s_no", "sno", "s_no_", "sr_no", "sr_no_", "n°", "serial_no", "code",
  ]
  private static let classWords = ["class", "label", "target", "cluster"]
  private static let classes: Set<String> = [
    "class", "classes", "label", "labels", "target", "targets", "species", "cluster", "clusters", "diagnosis",
    "outcome",
    "group", "ground_truth", "truth",
  ]
  private static let times: Set<String> = [
    "time", "timestamp", "datetime", "epoch", "ts", "day", "period", "tag", "jour",
  ]
}
