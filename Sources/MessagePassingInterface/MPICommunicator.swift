internal import CLibrary
internal import CMessagePassingInterface
public import MessagePassing
internal import Refusals

/// A group of processes that a launcher of MPI has started, on one machine or many.
///
/// ```swift
/// let communicator = try MPICommunicator(startedBy: launcher)
/// let model = try kmeans.fitted(to: myRows, in: communicator)
/// try communicator.finish()
/// ```
///
/// The library is loaded at run time: Open MPI, MPICH with its descendants, or whatever has the ABI of MPI 5. Integers of 64 bits are
/// added by the library; those of 128 bits by an operation of ours over pairs of words, which moves 16 bytes per number.
///
/// All calls are made by the thread that made the object, and a process has one in its life. Members look whether an exchange is
/// done, and sleep between, so that there may be more of them than processors. One that takes longer than the timeout throws: the
/// others may wait, have ended, or be cut off. ``abort(exitCode:)`` is what is left then.
///
/// - Complexity: an exchange of n numbers sends O(n) bytes per member, about log2(size) times one after the other.
public final class MPICommunicator: Communicator {
  public let rank: Int
  public let size: Int

  /// What the library calls itself: `MPICH Version: 5.0.2 (standard ABI)`.
  public let libraryName: String

  private nonisolated(unsafe) let interface: OpaquePointer
  /// How long one exchange may take; nil: forever.
  private let timeout: Duration?

  /// Joins the group.
  ///
  /// - Parameters:
  ///   - launcher: what the environment says.
  ///   - library: a file or name; nil: looked for beside the launcher, then by the names that its kind has.
  ///   - timeout: how long one exchange may take, from this member's call on; nil: forever.
  /// - Throws: Where there is no library, or it knows of another group than the launcher.
  public init(
    startedBy launcher: MPILauncher, library: String? = nil, timeout: Duration? = .seconds(600)
  ) throws(MPIStartError) {
    guard launcher.kind != .none else {
      throw MPIStartError(
        "srun has started \(launcher.size ?? 0) processes that cannot find each other; start them by srun --mpi=pmix (Open MPI) or "
          + "--mpi=pmi2 (MPICH), or let each work alone: --no-mpi")
    }
    let found = try MPILibrary(at: LibraryPlaces.current.places(for: launcher.kind, named: library))
    (interface, libraryName, self.timeout) = (found.interface, found.name, timeout)
    var (rank, size): (Int32, Int32) = (0, 1)
    let code = mpi_interface_start(interface, &rank, &size)
    guard code == 0 else {
      throw MPIStartError("\(found.name) (\(found.place)) does not start: \(Self.words(of: code, interface))")
    }
    (self.rank, self.size) = (Int(rank), Int(size))
    guard Self.agree(launcher, rank: self.rank, size: self.size) else {
      throw MPIStartError(
        "the launcher has started \(launcher.size.map(String.init) ?? "several") processes, and \(found.name) (\(found.place)) knows of "
          + "\(size): it is not the launcher's; start by its own mpirun, or name the launcher's library: --mpi-library FILE"
      )
    }
  }

  /// Whether launcher and library speak of the same group. A library that does not hear from the launcher is alone.
  static func agree(_ launcher: MPILauncher, rank: Int, size: Int) -> Bool {
    launcher.size.map { $0 == size } ?? (launcher.rank < size)
  }

  public func sum(_ values: inout [Int64]) throws(CommunicationError) {
    try reduce(&values, 1 << 24, "sum") { mpi_interface_add_words($0, $1, $2, $3) }
  }

  public func sum(_ values: inout [Int128]) throws(CommunicationError) {
    try reduce(&values, 1 << 23, "sum") { mpi_interface_add_quanta($0, $1, $2, $3) }
  }

  public func maximum(_ values: inout [Double]) throws(CommunicationError) {
    var words = values.map { OrderedBits.word(of: $0) }
    try reduce(&words, 1 << 24, "maximum") { mpi_interface_largest_words($0, $1, $2, $3) }
    values = words.map { OrderedBits.value(of: $0) }
  }

  public func broadcast(_ bytes: inout [UInt8], from root: Int) throws(CommunicationError) {
    require(root >= 0 && root < size, "the root is one of the members")
    var count = [rank == root ? Int64(bytes.count) : 0]
    try sum(&count)
    if rank != root { bytes = Array(repeating: 0, count: Int(count[0])) }
    try bytes.withUnsafeMutableBufferPointer { bytes throws(CommunicationError) in
      guard let address = bytes.baseAddress else { return }
      for start in stride(from: 0, to: bytes.count, by: Self.largestMessage) {
        let length = Int32(min(Self.largestMessage, bytes.count - start))
        try exchange("broadcast of \(bytes.count) bytes") {
          mpi_interface_send(interface, address + start, length, Int32(root))
        }
      }
    }
  }

  public func barrier() throws(CommunicationError) { try exchange("barrier") { mpi_interface_meet(interface) } }

  /// Leaves the group, which all members do; there are no calls afterwards.
  ///
  /// - Parameter exitCode: what the process ends with after ten seconds, if the library goes on waiting though all members have come this
  ///   far: its launcher's processes may be cut off.
  public func finish(exitCode: Int32 = 0) throws(CommunicationError) {
    try barrier()
    let code = mpi_interface_end(interface, exitCode, 10)
    guard code == 0 else { throw CommunicationError("MPI_Finalize: \(Self.words(of: code, interface))") }
  }

  /// Ends the processes of all members: what is left after an exchange that failed. Where the library waits for members that it
  /// cannot reach, this process ends alone after two seconds.
  public func abort(exitCode: Int32) -> Never {
    mpi_interface_abort(interface, exitCode, 2)
    _exit(exitCode)
  }

  /// In bytes, far below 2^31.
  private static let largestMessage = 1 << 27

  private func reduce<Number: FixedWidthInteger>(
    _ values: inout [Number], _ most: Int, _ name: String,
    _ begin: (OpaquePointer, UnsafePointer<Number>, UnsafeMutablePointer<Number>, Int32) -> Int32
  ) throws(CommunicationError) {
    let own = values
    let count = values.count
    try own.withUnsafeBufferPointer { own throws(CommunicationError) in
      try values.withUnsafeMutableBufferPointer { all throws(CommunicationError) in
        guard let from = own.baseAddress, let to = all.baseAddress else { return }
        for start in stride(from: 0, to: count, by: most) {
          let length = Int32(min(most, count - start))
          try exchange("\(name) of \(count) numbers") { begin(interface, from + start, to + start, length) }
        }
      }
    }
  }

  private func exchange(_ name: @autoclosure () -> String, _ begin: () -> Int32) throws(CommunicationError) {
    try check(begin(), name())
    let wait = PatientWait()
    while true {
      var isDone = false
      try check(mpi_interface_test(interface, &isDone), name())
      if isDone { return }
      if let timeout, wait.waited > timeout {
        throw CommunicationError(
          "the \(name()) among \(size) processes has waited for \(timeout.components.seconds) s: some have ended, are cut off, or need "
            + "longer; see to them, or raise --timeout")
      }
      wait.rest()
    }
  }

  private func check(_ code: Int32, _ name: String) throws(CommunicationError) {
    guard code != 0 else { return }
    throw CommunicationError("the \(name) among \(size) processes failed: \(Self.words(of: code, interface))")
  }

  private static func words(of code: Int32, _ interface: OpaquePointer) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { room in
      guard let text = room.baseAddress else { return "" }
      mpi_interface_words(interface, code, text, 1024)
      return String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }
}
