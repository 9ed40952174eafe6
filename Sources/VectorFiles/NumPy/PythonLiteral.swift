/// The Python values that a `.npy` header may hold.
enum PythonLiteral {
  case string(String)
  case boolean(Bool)
  case tuple([Int])
  /// A list: only structured types have one, so its content does not matter.
  case list
}
