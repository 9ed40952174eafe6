// Names are those of tessera.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import CTessera
internal import Tessera
internal import TesseraKernels

@c @implementation public func tessera_version() -> UnsafePointer<CChar> { Words.version }

@c @implementation public func tessera_interface_version() -> Int32 { 2 }

@c @implementation public func tessera_instruction_set() -> UnsafePointer<CChar> { Words.instructionSet }

/// Texts that live as long as the process.
enum Words {
  nonisolated(unsafe) static let version = kept(TesseraVersion.current)
  nonisolated(unsafe) static let instructionSet = kept(InstructionSet.best.rawValue)

  static func kept(_ text: String) -> UnsafePointer<CChar> {
    let characters = Array(text.utf8CString)
    let memory = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
    memory.initialize(from: characters, count: characters.count)
    return UnsafePointer(memory)
  }
}
