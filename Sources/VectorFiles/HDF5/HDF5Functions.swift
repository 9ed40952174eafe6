/// The functions of libhdf5 that are called, as it promises them since 1.10, in which an `hid_t` has 64 bits. Below 0 means
/// failure in all that is signed.
struct HDF5Functions: Sendable {
  typealias ID = Int64
  typealias Text = UnsafePointer<CChar>

  let open: @convention(c) () -> Int32
  let version:
    @convention(c) (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>)
      -> Int32
  let setErrorOutput: @convention(c) (_ stack: ID, _ function: UnsafeRawPointer?, _ data: UnsafeRawPointer?) -> Int32
  let walkErrors:
    @convention(c) (
      _ stack: ID, _ direction: Int32,
      _ body: @convention(c) (UInt32, UnsafeRawPointer?, UnsafeMutableRawPointer?) -> Int32,
      UnsafeMutableRawPointer?
    ) -> Int32
  let clearErrors: @convention(c) (_ stack: ID) -> Int32

  let openFile: @convention(c) (Text, _ flags: UInt32, _ access: ID) -> ID
  let closeFile: @convention(c) (ID) -> Int32
  let visitLinks:
    @convention(c) (
      ID, _ index: Int32, _ order: Int32,
      _ body: @convention(c) (ID, Text?, UnsafeRawPointer?, UnsafeMutableRawPointer?) -> Int32, UnsafeMutableRawPointer?
    ) -> Int32
  let openObject: @convention(c) (ID, Text, _ access: ID) -> ID
  let closeObject: @convention(c) (ID) -> Int32
  let kind: @convention(c) (ID) -> Int32

  let createList: @convention(c) (_ class: ID) -> ID
  let closeList: @convention(c) (ID) -> Int32
  let setCore: @convention(c) (ID, _ increment: Int, _ isWritten: UInt32) -> Int32
  let setImage: @convention(c) (ID, UnsafeMutableRawPointer?, Int) -> Int32
  /// Not in every 1.10.
  let setLocking: (@convention(c) (ID, _ isUsed: UInt32, _ isIgnored: UInt32) -> Int32)?

  let space: @convention(c) (ID) -> ID
  let closeSpace: @convention(c) (ID) -> Int32
  let simpleSpace: @convention(c) (Int32, UnsafePointer<UInt64>, UnsafePointer<UInt64>?) -> ID
  let dimensionCount: @convention(c) (ID) -> Int32
  let dimensions: @convention(c) (ID, UnsafeMutablePointer<UInt64>?, UnsafeMutablePointer<UInt64>?) -> Int32
  let select:
    @convention(c) (
      ID, _ operation: Int32, _ start: UnsafePointer<UInt64>, _ stride: UnsafePointer<UInt64>?,
      _ count: UnsafePointer<UInt64>, _ block: UnsafePointer<UInt64>?
    ) -> Int32

  let type: @convention(c) (ID) -> ID
  let closeType: @convention(c) (ID) -> Int32
  let copyType: @convention(c) (ID) -> ID
  let typeClass: @convention(c) (ID) -> Int32
  let typeSize: @convention(c) (ID) -> Int
  let typePrecision: @convention(c) (ID) -> Int
  let typeSign: @convention(c) (ID) -> Int32
  let typeOrder: @convention(c) (ID) -> Int32
  let setTypeOrder: @convention(c) (ID, Int32) -> Int32
  let typeBias: @convention(c) (ID) -> Int
  let memberCount: @convention(c) (ID) -> Int32

  let plan: @convention(c) (ID) -> ID
  let layout: @convention(c) (ID) -> Int32
  let chunk: @convention(c) (ID, Int32, UnsafeMutablePointer<UInt64>) -> Int32
  let externalCount: @convention(c) (ID) -> Int32
  let filterCount: @convention(c) (ID) -> Int32
  let filter:
    @convention(c) (
      ID, UInt32, _ flags: UnsafeMutablePointer<UInt32>, _ count: UnsafeMutablePointer<Int>,
      _ values: UnsafeMutablePointer<UInt32>?, _ length: Int, _ name: UnsafeMutablePointer<CChar>,
      _ configuration: UnsafeMutablePointer<UInt32>
    ) -> Int32
  let isFilterThere: @convention(c) (Int32) -> Int32
  let storedSize: @convention(c) (ID) -> UInt64
  let offset: @convention(c) (ID) -> UInt64
  let read: @convention(c) (ID, _ type: ID, _ memory: ID, _ file: ID, _ list: ID, UnsafeMutableRawPointer?) -> Int32

  /// Identifiers that the library makes when it is opened.
  let fileAccess: ID
  let double: ID

  init(_ library: SharedLibrary) throws(SharedLibrary.Missing) {
    open = try library.function("H5open")
    version = try library.function("H5get_libversion")
    setErrorOutput = try library.function("H5Eset_auto2")
    walkErrors = try library.function("H5Ewalk2")
    clearErrors = try library.function("H5Eclear2")
    openFile = try library.function("H5Fopen")
    closeFile = try library.function("H5Fclose")
    do throws(SharedLibrary.Missing) {
      visitLinks = try library.function("H5Lvisit2")
    } catch {
      visitLinks = try library.function("H5Lvisit")
    }
    openObject = try library.function("H5Oopen")
    closeObject = try library.function("H5Oclose")
    kind = try library.function("H5Iget_type")
    createList = try library.function("H5Pcreate")
    closeList = try library.function("H5Pclose")
    setCore = try library.function("H5Pset_fapl_core")
    setImage = try library.function("H5Pset_file_image")
    setLocking = try? library.function("H5Pset_file_locking")
    space = try library.function("H5Dget_space")
    closeSpace = try library.function("H5Sclose")
    simpleSpace = try library.function("H5Screate_simple")
    dimensionCount = try library.function("H5Sget_simple_extent_ndims")
    dimensions = try library.function("H5Sget_simple_extent_dims")
    select = try library.function("H5Sselect_hyperslab")
    type = try library.function("H5Dget_type")
    closeType = try library.function("H5Tclose")
    copyType = try library.function("H5Tcopy")
    typeClass = try library.function("H5Tget_class")
    typeSize = try library.function("H5Tget_size")
    typePrecision = try library.function("H5Tget_precision")
    typeSign = try library.function("H5Tget_sign")
    typeOrder = try library.function("H5Tget_order")
    setTypeOrder = try library.function("H5Tset_order")
    typeBias = try library.function("H5Tget_ebias")
    memberCount = try library.function("H5Tget_nmembers")
    plan = try library.function("H5Dget_create_plist")
    layout = try library.function("H5Pget_layout")
    chunk = try library.function("H5Pget_chunk")
    externalCount = try library.function("H5Pget_external_count")
    filterCount = try library.function("H5Pget_nfilters")
    filter = try library.function("H5Pget_filter2")
    isFilterThere = try library.function("H5Zfilter_avail")
    storedSize = try library.function("H5Dget_storage_size")
    offset = try library.function("H5Dget_offset")
    read = try library.function("H5Dread")
    var numbers: (UInt32, UInt32, UInt32) = (0, 0, 0)
    guard open() >= 0, version(&numbers.0, &numbers.1, &numbers.2) >= 0 else {
      throw SharedLibrary.Missing(words: "it does not start")
    }
    guard (numbers.0, numbers.1) >= (1, 10) else {
      throw SharedLibrary.Missing(words: "it is of version \(numbers.0).\(numbers.1), and 1.10 is the least")
    }
    fileAccess = try library.value("H5P_CLS_FILE_ACCESS_ID_g")
    double = try library.value("H5T_NATIVE_DOUBLE_g")
  }
}
