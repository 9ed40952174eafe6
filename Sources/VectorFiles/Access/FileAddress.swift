/// An address where a file is wanted: `https://host/x.csv`, `postgresql://me:secret@host/shop`.
struct FileAddress {
  /// Without a password.
  let shown: String
  private let scheme: Substring

  /// nil for what is no address.
  init?(_ path: String) {
    scheme = path.prefix { ($0.isLetter || $0.isNumber) && $0.isASCII }
    guard scheme.utf8.count > 1, path.dropFirst(scheme.count).hasPrefix("://") else { return nil }
    let start = path.index(scheme.endIndex, offsetBy: 3)
    let rest = path[start...]
    // A password may hold anything where the address is no page's.
    let host = rest.prefix { $0 != "/" }
    let end = host.lastIndex(of: "@") ?? (Self.isWeb(scheme) ? nil : rest.lastIndex(of: "@"))
    guard let at = end, let colon = rest[..<at].firstIndex(of: ":") else {
      shown = path
      return
    }
    shown = String(path[..<colon] + path[at...])
  }

  private static func isWeb(_ scheme: Substring) -> Bool { ["http", "https", "ftp"].contains(scheme.lowercased()) }

  var advice: String {
    Self.isWeb(scheme) ? "download it first (curl -LO '\(shown)')" : "write it to a file first, and name that"
  }
}
