import Matrices
import Testing

@testable import VectorFiles

/// HDF5 by its library, which has to be there: files that h5py wrote (Resources/README.md).
struct HDF5Tests {
  private static func path(_ name: String) -> String { resource("hdf5/\(name)") }

  private static let floats = Matrix<Float>(rows: 6, columns: 2, elements: (0..<12).map(Float.init))

  /// Every type becomes what it becomes in a `.npy` file.
  @Test(arguments: [
    ("i1", ElementType.int8), ("u1", .uint8), ("i2", .int16), ("u2", .uint16), ("i4", .int32), ("u4", .uint32),
    ("i8", .int64), ("u8", .uint64), ("f2", .float16), ("f4", .float32), ("f8", .float64), ("big_f4", .float32),
    ("big_i8", .int64), ("big_u2", .uint16), ("long_double", .float64), ("group/deep", .float32),
  ]) func numbersOfEveryType(name: String, type: ElementType) throws {
    let data = try VectorFileReader().read("\(Self.path("types.h5")):\(name)")
    #expect(data.elementType == type && data.notes == [])
    #expect(data.points.inDoublePrecision == ZipTests.matrix.inDoublePrecision)
    if case .float = data.points { #expect(type.fitsFloat) } else { #expect(!type.fitsFloat) }
  }

  @Test func truthValuesAreNumbers() throws {
    let data = try VectorFileReader().read("\(Self.path("types.h5")):bool")
    #expect(data.elementType == .bool && data.points == .float([[1, 0], [1, 0], [1, 0], [1, 0], [1, 0], [1, 0]]))
  }

  /// Contiguous elements are those of the file; chunks that were packed, and compact ones, are read.
  @Test func aDatasetIsMappedWhereItLiesAsItIs() throws {
    #expect(try VectorFileReader().read("\(Self.path("types.h5")):f4").isMapped)
    #expect(try VectorFileReader().read("\(Self.path("labels.h5")):X").isMapped)
    #expect(try !VectorFileReader().read("\(Self.path("types.h5")):big_f4").isMapped)
    for (name, dataset) in [("chunks.h5", "X"), ("labels.h5", "compact")] {
      let data = try VectorFileReader().read("\(Self.path(name)):\(dataset)")
      #expect(!data.isMapped && data.points == .float(Self.floats))
    }
  }

  /// Links that lead elsewhere are none of the names.
  @Test func aDatasetIsNamedWhereThereAreSeveral() throws {
    let path = Self.path("ann.hdf5")
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(path) }
    #expect(
      error?.problem
        == "this is an HDF5 file of several matrices: distances (2 x 3, float32), neighbors (2 x 3, int32), "
        + "test (2 x 2, float32), train (6 x 2, float32)")
    #expect(error?.advice == "name one: \(path):distances, or --member distances")
    var reader = VectorFileReader()
    for name in ["train", "/train"] {
      reader.member = name
      #expect(try reader.read(path).points == .float(Self.floats))
    }
    reader.member = "nix"
    #expect(
      failure { () throws(VectorFileError) in try reader.read(path) }?.problem == "this is an HDF5 file without “nix”")
    let types = failure { () throws(VectorFileError) in try VectorFileReader().read(Self.path("types.h5")) }
    #expect(
      types?.problem.contains("complex (no numbers)") == true && types?.problem.contains("group/deep (6 x 2") == true)
    #expect(types?.problem.contains("soft") == false && types?.problem.contains("out") == false)
  }

  /// The only matrix is read, and said; labels are the only column, and whole. The magic bytes lie behind somebody else's.
  @Test func theOnlyOneThatFitsIsTaken() throws {
    #expect(try VectorFileReader().read(Self.path("chunks.h5")).notes == [])
    #expect(try VectorFileReader().readLabels(Self.path("labels.h5")) == [0, 0, 0, 1, 1, 1])
    #expect(try VectorFileReader().read("\(Self.path("labels.h5")):y").points.columns == 1)
  }

  @Test(arguments: [
    ("types.h5:words", "“words” holds no real numbers"), ("types.h5:cube", "the shape (2, 2, 2) has 3 dimensions"),
    ("types.h5:one", "the shape () has 0 dimensions"),
    ("virtual.h5", "the dataset is virtual: its values lie in other files, and would be zeros where one is missing"),
    ("empty.h5", "the shape (6, 2) belongs to elements of which the file has 0 bytes"),
    ("filter.h5", "the values are packed by filter 32000 (lzf), which libhdf5 has not here"),
  ]) func whatCannotBeReadIsSaid(name: String, problem: String) {
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(Self.path(name)) }
    #expect(error?.kind == .badData && error?.problem.hasPrefix(problem) == true, "\(String(describing: error))")
    #expect(error?.advice.isEmpty == false)
  }

  /// From memory, as from a pipe or out of an archive.
  @Test func whatIsInMemoryIsReadToo() throws {
    for name in ["chunks.h5", "labels.h5"] {
      let bytes = contents(Self.path(name))
      try bytes.withUnsafeBytes { bytes in
        let file = MappedFile(borrowing: bytes, path: "memory")
        var reader = VectorFileReader()
        reader.member = "X"
        let data = try reader.read(file)
        #expect(data.points.inDoublePrecision == ZipTests.matrix.inDoublePrecision)
      }
    }
  }

  @Test(arguments: ["chunks.h5", "types.h5", "ann.hdf5", "labels.h5"]) func aFileThatIsCutOffIsAnError(name: String) {
    let good = contents(Self.path(name))
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.member = name == "types.h5" ? "f4" : name == "ann.hdf5" ? "train" : "X"
    for length in stride(from: 8, to: good.count, by: 97) {
      let path = folder.file("x.h5", Array(good[..<length]))
      let error = failure { () throws(VectorFileError) in try reader.read(path) }
      #expect(error?.kind == .badData && error?.description.contains("\n") == false, "\(length)")
    }
  }

  /// The checksum of a chunk finds what was changed.
  @Test func damageInAChunkIsAnError() {
    var bytes = contents(Self.path("chunks.h5"))
    let place = bytes.count - 12
    bytes[place] ^= 0xFF
    let folder = TemporaryFolder()
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(folder.file("x", bytes)) }
    #expect(error?.problem.hasPrefix("rows 0...5 cannot be read (") == true, "\(String(describing: error))")
  }

  /// Extents of more elements than a dataset holds, which libhdf5 1.10 believes.
  @Test func extentsBeyondTheElementsAreAnError() {
    var bytes = contents(Self.path("labels.h5"))
    #expect(bytes[2225] == 0)
    bytes[2225] = 0x40
    let folder = TemporaryFolder()
    let error = failure { () throws(VectorFileError) in
      try VectorFileReader().read("\(folder.file("x.h5", bytes)):compact")
    }
    // (Later versions find it when the dataset is opened.)
    #expect(error?.kind == .badData)
  }

  @Test func aLibraryThatIsMissingIsNamedWithItsPackage() {
    let error = failure { () throws(VectorFileError) in try HDF5Library(for: "x.h5", libraries: ["libnone.so"]) }
    #expect(error?.problem.contains("libnone.so") == true && error?.advice.contains("libhdf5-103-1") == true)
    #expect(error?.advice.contains("brew install hdf5") == true)
  }

  @Test func aNameAloneMakesNoFile() {
    let folder = TemporaryFolder()
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(folder.file("x.h5", "a,b\n1,2\n")) }
    #expect(error?.problem == "the file is no HDF5 file, whatever its name says")
  }
}
