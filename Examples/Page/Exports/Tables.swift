import Clustering

// A file of the reader's own: it is read and clustered here, and goes nowhere.

/// Reads the text that came in. Leaves: rows, columns, whether the first line is a heading, and for each column whether it is of
/// numbers; as text the columns' names, one a line. Or says what is wrong, and where.
@_expose(wasm, "readTable")
@_cdecl("page_read_table")
public func readTable() -> Int32 {
  Page.call { page throws(ClusteringError) in
    page.table = nil
    switch TableReader(UnsafeBufferPointer(page.textInput)).read() {
    case .table(let table):
      page.output = [Double(table.rows), Double(table.columns.count), table.hasHeading ? 1 : 0]
      page.output.append(contentsOf: table.columns.map { $0.isNumbers ? 1 : 0 })
      // (In quotation marks a name may have lines.)
      for column in table.columns { page.text += column.name.map { max($0, UInt8(ascii: " ")) } + [UInt8(ascii: "\n")] }
      page.table = table
    case .refusal(let reason):
      page.refuse(reason)
    }
    page.textInput.deallocate()
    page.textInput = .init(start: nil, count: 0)
  }
}

/// Clusters the columns whose numbers came in. Leaves: inertia, radius, whether it is a local minimum, updates, the best run; then
/// sizes, centroids, labels, and the values of these columns.
@_expose(wasm, "clusterTable")
@_cdecl("page_cluster_table")
public func clusterTable(_ clusterCount: Int, _ standardizes: Int32) -> Int32 {
  Page.call { page throws(ClusteringError) in
    page.chosen = page.input.map { Int($0) }
    guard let points = page.table?.points(of: page.chosen) else {
      return page.refuse(Array("the table is no longer here; open the file again".utf8))
    }
    let fit = try TableFit(points, clusterCount: clusterCount, standardizes: standardizes != 0)
    let model = fit.model
    page.output = [
      model.inertia, model.region.radius ?? .infinity, model.isLocalMinimum ? 1 : 0, Double(model.iterations),
      Double(model.restart + 1),
    ]
    page.output.append(model.counts)
    page.output.append(fit.centroids)
    page.output.append(model.labels)
    page.output.append(points)
  }
}
