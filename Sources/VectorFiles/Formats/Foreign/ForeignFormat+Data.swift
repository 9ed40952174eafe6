extension ForeignFormat {
  /// Files of arrays, tables and databases.
  static let data: [any MatrixFormat] = [
    ForeignFormat(
      "a MATLAB file of version 7.3", "convert it: numpy.save('x.npy', h5py.File('FILE')['NAME'][:].T) in Python"
    ) { $0.has("MATLAB 7.3") },
    ForeignFormat("a MATLAB file", "convert it: numpy.save('x.npy', scipy.io.loadmat('FILE')['NAME']) in Python") {
      $0.has("MATLAB 5.0") || ($0.isNamed(".mat") && $0.isBinary)
    },
    ForeignFormat("a NetCDF file", "convert it: numpy.save('x.npy', netCDF4.Dataset('FILE')['NAME'][:]) in Python") {
      $0.has("CDF") && [1, 2, 5].contains($0[3])
    },
    ForeignFormat("a FITS file", "convert it: numpy.save('x.npy', astropy.io.fits.getdata('FILE')) in Python") {
      $0.has("SIMPLE  =")
    },
    parquet, arrow,
    ForeignFormat("an ORC file", "convert it: pandas.read_orc('FILE').to_csv('x.csv', index=False) in Python") {
      $0.has("ORC") && $0.isBinary
    },
    ForeignFormat("an Avro file", "convert it: write the rows as CSV or JSON Lines (avro-tools tojson FILE)") {
      $0.has([0x4F, 0x62, 0x6A, 1])
    },
    sqlite, duckDB,
    ForeignFormat(
      "a PyTorch file", "convert it: numpy.save('x.npy', torch.load('FILE', weights_only=True).numpy()) in Python"
    ) { $0.has([0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC]) },
    ForeignFormat("a joblib file", "convert it: numpy.save('x.npy', joblib.load('FILE')) in Python") {
      $0[0] == 0x80 && $0.mentions("joblib")
    },
    ForeignFormat(
      "a Python pickle",
      "pickles can run programs; where it is trusted, numpy.save('x.npy', numpy.load('FILE', allow_pickle=True)) in Python"
    ) { start in
      start[0] == 0x80 && (2...5).contains(start[1])
        || ["cnumpy", "ccopy_reg\n", "(dp0\n", "(lp0\n"].contains { start.has($0) }
    },
    ForeignFormat(
      "a file of time series (.ts of aeon and sktime)",
      "convert it: X = aeon.datasets.load_from_ts_file('FILE')[0]; numpy.save('x.npy', X.reshape(len(X), -1)) in Python"
    ) { $0.isTimeSeries },
    ForeignFormat(
      "a dBASE table (.dbf)", "convert it: geopandas.read_file('FILE').to_csv('x.csv', index=False) in Python"
    ) { $0.isDBase },
    ForeignFormat("a GGUF model", "save the tensor as .npy or .safetensors") { $0.has("GGUF") && $0.isBinary },
    ForeignFormat("a TensorFlow Lite model", "save the tensor as .npy or .safetensors") {
      $0.has("TFL3", at: 4) && $0.isBinary
    },
  ]

  static let parquet = ForeignFormat(
    "a Parquet file", "convert it: pandas.read_parquet('FILE').to_csv('x.csv', index=False) in Python"
  ) { start in (start.has("PAR1") || start.has("PARE")) && (start.isBinary || start.ends(with: "PAR1") || start[4] == 0)
  }

  static let arrow = ForeignFormat(
    "an Arrow or Feather file", "convert it: pandas.read_feather('FILE').to_csv('x.csv', index=False) in Python"
  ) { start in
    start.has("ARROW1") || (start.has("FEA1") && start.isBinary) || (start.has([255, 255, 255, 255]) && start[7] == 0)
  }

  static let sqlite = ForeignFormat(
    "an SQLite database", "convert it: sqlite3 -header -csv FILE 'SELECT * FROM t' > x.csv"
  ) { $0.has("SQLite format 3\0") }

  static let duckDB = ForeignFormat(
    "a DuckDB database", "convert it: duckdb -csv -c 'SELECT * FROM t' FILE > x.csv"
  ) { $0.has("DUCK", at: 8) && $0.isBinary }
}
