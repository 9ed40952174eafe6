internal import CProcessGuard
internal import VectorFiles

/// What the command is doing: the message says so when the system refuses memory, which no code of ours gets to see.
enum CurrentTask {
  static func set(_ text: String) { process_guard_set_task(text.shown) }
}
