import Tessera

let digits = try VectorFileReader().read("digits.npy").points
var kmeans = KMeans(clusterCount: 10)
let free = try kmeans.fitted(to: digits)
kmeans.sizes = .equal  // or .within(150...210), .atLeast(150), .atMost(210)
let equal = try kmeans.fitted(to: digits)
if let balance = equal.balance {
  print("sizes of", balance.minimum, "to", balance.maximum, balance.isOptimal ? "proved optimal" : "not proved")
}
print("what equal sizes cost:", ((equal.inertia / free.inertia - 1) * 1000).rounded() / 10, "% of the inertia")
