internal import VectorFiles

/// Where results go.
enum StandardOutput {
  /// Writes the text whole, or throws: a full disk behind a redirection is an error, not a short result.
  static func write(_ text: String) throws(VectorFileError) {
    do {
      try AtomicFile.write(text, to: "/dev/stdout")
    } catch {
      var error = error
      error.path = "standard output"
      throw error
    }
  }
}
