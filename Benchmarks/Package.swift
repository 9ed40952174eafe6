// swift-tools-version: 6.3
import PackageDescription

// A package of its own: clients of Tessera never resolve what is here.
let package = Package(
  name: "TesseraBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Tessera", path: "..")],
  targets: [
    .target(name: "CCeilings"),
    .executableTarget(
      name: "KernelBenchmarks",
      dependencies: ["CCeilings", .product(name: "_TesseraKernels", package: "Tessera")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
    .executableTarget(
      name: "OperationBenchmarks",
      dependencies: [
        .product(name: "Autograd", package: "Tessera"), .product(name: "LAPACKLibrary", package: "Tessera"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
    .executableTarget(
      name: "RowLatency",
      dependencies: [
        .product(name: "Clustering", package: "Tessera"), .product(name: "Matrices", package: "Tessera"),
        .product(name: "VectorFiles", package: "Tessera"), .product(name: "_TesseraKernels", package: "Tessera"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
