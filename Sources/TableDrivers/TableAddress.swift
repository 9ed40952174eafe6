/// The address of a database on a server: `postgresql://user@host/database`.
public struct TableAddress: Sendable {
  /// The driver's name.
  let driver: String
  let text: String

  private static let drivers = [
    "postgresql": "postgresql", "postgres": "postgresql", "snowflake": "snowflake", "bigquery": "bigquery",
    "grpc": "flightsql", "grpc+tls": "flightsql", "mssql": "mssql", "sqlserver": "mssql", "mysql": "mysql",
    "trino": "trino", "redshift": "redshift", "databricks": "databricks",
  ]

  /// nil where a text is no such address.
  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"),
      let driver = Self.drivers[text[..<colon].lowercased()]
    else { return nil }
    (self.driver, self.text) = (driver, text)
  }

  /// The address without what nobody is to read: the password, and options.
  public static func shown(_ text: String) -> String {
    guard TableAddress(text) != nil, let colon = text.firstIndex(of: ":") else { return text }
    let start = text.index(colon, offsetBy: 3)
    var rest = text[start...]
    if let question = rest.firstIndex(of: "?") { rest = rest[..<question] }
    let host = rest.prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else { return String(text[..<start] + rest) }
    let user = host[..<at].prefix { $0 != ":" }
    return String(text[..<start] + user + rest[at...])
  }
}
