internal import CLibrary

/// A library that is looked for when it is needed, and stays loaded.
package struct SharedLibrary {
  private nonisolated(unsafe) let handle: UnsafeMutableRawPointer

  /// The first of some libraries that is there; else the system's words about the first.
  package init(_ names: [String]) throws(Missing) {
    var words: String?
    for name in names {
      if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) {
        self.handle = handle
        return
      }
      words = words ?? dlerror().map { String(cString: $0) }
    }
    throw Missing(words: words ?? "it cannot be loaded")
  }

  /// A function by its name.
  package func function<Function>(_ name: String, as _: Function.Type = Function.self) throws(Missing) -> Function {
    guard let address = dlsym(handle, name) else { throw Missing(words: "it has no function \(name)") }
    return unsafeBitCast(address, to: Function.self)
  }

  /// What a variable holds.
  func value<Value: BitwiseCopyable>(_ name: String, as _: Value.Type = Value.self) throws(Missing) -> Value {
    guard let address = dlsym(handle, name) else { throw Missing(words: "it has no \(name)") }
    return address.load(as: Value.self)
  }

  package struct Missing: Error {
    package let words: String

    package init(words: String) { self.words = words }
  }
}
