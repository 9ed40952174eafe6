/// The address of a database on a server: `postgresql://user@host/database`.
public struct TableAddress: Sendable {
  /// The driver's name.
  package let driver: String
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
    let rest = text[start...].prefix { $0 != "?" }
    // A password with / or ? in it ends the host, and makes the address a wrong one that is shown all the same.
    guard let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") ?? rest.lastIndex(of: "@") else {
      return String(text[..<start] + (text[start...].contains("@") ? rest.prefix { $0 != ":" } : rest))
    }
    return String(text[..<start] + rest[..<at].prefix { $0 != ":" } + rest[at...])
  }
}
