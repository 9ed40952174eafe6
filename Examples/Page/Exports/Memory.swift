// How numbers and text come in and go out.

/// Room for numbers.
@_expose(wasm, "reserve")
@_cdecl("page_reserve")
public func reserve(_ count: Int) -> UnsafeMutablePointer<Double>? {
  Page.shared.input.deallocate()
  Page.shared.input = .allocate(capacity: count)
  return Page.shared.input.baseAddress
}

/// Room for text.
@_expose(wasm, "reserveText")
@_cdecl("page_reserve_text")
public func reserveText(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
  Page.shared.textInput.deallocate()
  Page.shared.textInput = .allocate(capacity: count)
  return Page.shared.textInput.baseAddress
}

@_expose(wasm, "output")
@_cdecl("page_output")
public func output() -> UnsafePointer<Double>? { Page.shared.output.withUnsafeBufferPointer { $0.baseAddress } }

@_expose(wasm, "outputCount")
@_cdecl("page_output_count")
public func outputCount() -> Int { Page.shared.output.count }

@_expose(wasm, "text")
@_cdecl("page_text")
public func text() -> UnsafePointer<UInt8>? { Page.shared.text.withUnsafeBufferPointer { $0.baseAddress } }

@_expose(wasm, "textCount")
@_cdecl("page_text_count")
public func textCount() -> Int { Page.shared.text.count }
