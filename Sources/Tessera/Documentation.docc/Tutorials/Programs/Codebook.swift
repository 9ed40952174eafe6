import Tessera

let data = try VectorFileReader().read("packages.npy").points
let rows: Matrix<Float> = data.inDoublePrecision.converted()
let quantizer = try ProductQuantizer.trained(on: rows, parts: 48, by: KMeans(clusterCount: 16))
let codes = try quantizer.encode(rows)
print(codes.bytesPerRow, "bytes per row in place of", 2 * rows.columns)

let search = try CompressedSearch(quantizer, codes: codes)
let found = try search.nearest(to: rows, count: 40)
let best = try rows.reranked(found, of: rows, count: 10)
let exact = try rows.exactNeighbours(of: rows, count: 10)
print("recall", (Neighbours.recall(of: best, exact: exact) * 1000).rounded() / 1000)
