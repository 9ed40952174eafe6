// swift-tools-version: 6.3
import PackageDescription

/// CI sets this: a warning that a newer compiler adds must not break a client's build.
let warningsAreErrors = Context.environment["TESSERA_WARNINGS_AS_ERRORS"] == "1"

let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

let cSettings: [CSetting] = warningsAreErrors ? [.treatAllWarnings(as: .error)] : []

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: swiftSettings)
}

/// CI sets this where it runs a few tests only, under a sanitizer: their targets, `MatricesTests`, or files and folders of these,
/// `ClusteringTests:Solvers/NewtonTests.swift ClusteringTests:Support`. Nothing is compiled that these do without.
let chosenTests = Context.environment["TESSERA_TESTS"].map { words in
  Dictionary(
    grouping: words.split(separator: " ").map { $0.split(separator: ":", maxSplits: 1).map(String.init) }, by: \.[0]
  ).mapValues { $0.compactMap { $0.count > 1 ? $0[1] : nil } }
}

/// The targets that some need, these among them.
func closure(of names: [String], in targets: [Target]) -> [Target] {
  var (open, found) = (names, Set<String>())
  while let name = open.popLast() {
    guard found.insert(name).inserted, let target = targets.first(where: { $0.name == name }) else { continue }
    for case .byNameItem(let name, _) in target.dependencies { open.append(name) }
  }
  return targets.filter { found.contains($0.name) }
}

/// Benchmarks/fuzz.py sets this: the targets of its tests with libFuzzer around them, in place of everything else.
let isFuzzed = Context.environment["TESSERA_FUZZ"] == "1"
let fuzzed: [Target.Dependency] = [
  "CArrowInterface", "CLibrary", "Clustering", "IndexFiles", "Matrices", "Mixtures", "Pictures", "Quantization",
  "TableDrivers", "Tessera", "VectorFiles",
]

let package = Package(
  name: "Tessera",
  platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
  products: [
    .library(name: "Tessera", targets: ["Tessera"]),
    .library(name: "Autograd", targets: ["Autograd"]),
    .library(name: "Clustering", targets: ["Clustering"]),
    .library(name: "IndexFiles", targets: ["IndexFiles"]),
    .library(name: "LAPACKLibrary", targets: ["LAPACKLibrary"]),
    .library(name: "Matrices", targets: ["Matrices"]),
    .library(name: "MessagePassing", targets: ["MessagePassing"]),
    .library(name: "MessagePassingInterface", targets: ["MessagePassingInterface"]),
    .library(name: "Mixtures", targets: ["Mixtures"]),
    .library(name: "Palettes", targets: ["Palettes"]),
    .library(name: "Pictures", targets: ["Pictures"]),
    .library(name: "Quantization", targets: ["Quantization"]),
    .library(name: "Reports", targets: ["Reports"]),
    .library(name: "VectorFiles", targets: ["VectorFiles"]),
    .library(name: "TesseraFoundation", targets: ["TesseraFoundation"]),
    .library(name: "TableDrivers", targets: ["TableDrivers"]),
    // For programs in other languages: libtessera-c, and Sources/CTessera/include/tessera.h.
    .library(name: "tessera-c", type: .dynamic, targets: ["TesseraC"]),
    .executable(name: "tessera", targets: ["TesseraCommand"]),
    // For Benchmarks/ only: no promise, as the underscore says.
    .library(name: "_TesseraKernels", targets: ["TesseraKernels"]),
  ],
  traits: [
    .default(enabledTraits: ["CommandLine"]),
    .trait(name: "CommandLine", description: "The command tessera; without it clients resolve no other package."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CTesseraKernels", cSettings: cSettings),
    .target(name: "CMixtureKernels", cSettings: cSettings),
    .target(name: "CPaletteKernels", cSettings: cSettings),
    .target(name: "CQuantizerKernels", cSettings: cSettings),
    .target(name: "CSearchKernels", cSettings: cSettings),
    .target(name: "CQuestionData", cSettings: cSettings),
    .target(name: "CProcessGuard", cSettings: cSettings),
    .target(name: "CArrowInterface", cSettings: cSettings),
    .target(name: "CUnpackers", cSettings: cSettings),
    .target(name: "CMessagePassingInterface", cSettings: cSettings),
    .target(name: "CPictureLibraries", cSettings: cSettings),
    library("Refusals"),
    library("CLibrary"),
    library("MachineMemory", ["CLibrary"]),
    library("TesseraKernels", ["CLibrary", "CTesseraKernels", "MachineMemory", "Matrices", "Refusals"]),
    library("Matrices", ["Refusals"]),
    library("ResidentMemory", ["CLibrary", "MachineMemory", "Matrices"]),
    library("MessagePassing", ["Refusals"]),
    library("MessagePassingInterface", ["CLibrary", "CMessagePassingInterface", "MessagePassing", "Refusals"]),
    library("Descent", ["CTesseraKernels", "Refusals"]),
    library("Mixtures", ["CMixtureKernels", "Clustering", "Matrices", "Refusals", "TesseraKernels"]),
    library("Autograd", ["CLibrary", "CTesseraKernels", "Descent", "Matrices", "Refusals", "TesseraKernels"]),
    library("Clustering", ["CLibrary", "Descent", "Matrices", "MessagePassing", "Refusals", "TesseraKernels"]),
    library(
      "Quantization",
      [
        "CLibrary", "CQuantizerKernels", "CSearchKernels", "Clustering", "Autograd", "Matrices", "Refusals",
        "TesseraKernels",
      ]),
    library("Palettes", ["CPaletteKernels", "Clustering", "Matrices", "Refusals", "TesseraKernels"]),
    library(
      "VectorFiles",
      ["CLibrary", "CUnpackers", "MachineMemory", "Matrices", "Refusals", "ResidentMemory", "TesseraKernels"]),
    library(
      "Pictures",
      [
        "CLibrary", "CPictureLibraries", "Clustering", "MachineMemory", "Matrices", "Refusals", "TesseraKernels",
        "VectorFiles",
      ]),
    library(
      "IndexFiles", ["Clustering", "Matrices", "Quantization", "Refusals", "TesseraKernels", "VectorFiles"]),
    library("LAPACKLibrary", ["Autograd", "VectorFiles"]),
    library("TableDrivers", ["CArrowInterface", "CLibrary", "Matrices", "VectorFiles"]),
    library("QuestionData", ["CQuestionData", "Matrices", "VectorFiles"]),
    library(
      "Tessera",
      [
        "Autograd", "Clustering", "IndexFiles", "Matrices", "Mixtures", "Palettes", "Pictures", "Quantization",
        "ResidentMemory", "TesseraKernels", "VectorFiles",
      ]),
    .target(name: "CTessera", cSettings: cSettings),
    library(
      "TesseraC",
      [
        "CTessera", "Clustering", "IndexFiles", "Matrices", "Mixtures", "Quantization", "Tessera", "TesseraKernels",
        "VectorFiles",
      ]),
    // Apart from the rest, which does without Foundation: it is the larger part of a static program.
    library("TesseraFoundation", ["Clustering", "Quantization", "TesseraKernels", "VectorFiles"]),
    library("Reports", ["Clustering", "Matrices", "Refusals", "Tessera", "TesseraKernels", "VectorFiles"]),
    .target(name: "Usage", dependencies: ["CLibrary"], path: "Examples/Usage", swiftSettings: swiftSettings),
    .executableTarget(
      name: "QuestionRun",
      dependencies: ["Autograd", "Clustering", "Matrices", "QuestionData", "Usage", "VectorFiles"],
      path: "Examples/QuestionRun",
      exclude: ["Reference"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "Estimators",
      dependencies: ["Autograd", "Clustering", "Usage"],
      path: "Examples/Estimators",
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "Autoencoder",
      dependencies: ["Autograd", "Clustering", "Matrices", "Quantization", "Usage", "VectorFiles"],
      path: "Examples/Autoencoder",
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "TesseraCommand",
      dependencies: [
        "Tessera", "Autograd", "Clustering", "Matrices", "Mixtures", "Quantization", "Reports", "ResidentMemory",
        "VectorFiles",
        "TesseraKernels", "QuestionData", "CLibrary", "CProcessGuard", "MessagePassing", "MessagePassingInterface",
        "TableDrivers", "IndexFiles", "Palettes", "Pictures",
        .product(name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["CommandLine"])),
      ],
      swiftSettings: swiftSettings),
    // Fits whose bits Tests/WebAssembly/run.sh compares with those of the same source in Embedded Swift.
    .executableTarget(
      name: "CoreBits",
      dependencies: ["Autograd", "Clustering", "TesseraKernels"],
      path: "Tests/WebAssembly/Client",
      swiftSettings: swiftSettings),
    // What the web page computes, here: Benchmarks/page.py compares.
    .executableTarget(
      name: "PageNumbers",
      dependencies: ["Autograd", "CLibrary", "Clustering", "Matrices"],
      path: "Examples/Page",
      exclude: ["Exports", "Table", "Web", "build.sh", "leave-out.mjs", "left-out.txt"],
      swiftSettings: swiftSettings),
    .target(
      name: "TesseraTestSupport",
      dependencies: ["Matrices"],
      path: "Tests/TesseraTestSupport",
      swiftSettings: swiftSettings),
    tests("RefusalsTests", ["Autograd", "Descent", "Matrices", "Quantization", "Refusals"]),
    tests("TesseraKernelsTests", ["CTesseraKernels", "TesseraKernels", "TesseraTestSupport"]),
    tests("MatricesTests", ["Matrices"]),
    tests("ResidentMemoryTests", ["ResidentMemory"]),
    tests("VectorFilesTests", ["CLibrary", "VectorFiles", "Matrices", "TesseraTestSupport"], exclude: ["Resources"]),
    tests(
      "TableDriversTests", ["CArrowInterface", "Matrices", "TableDrivers", "TesseraTestSupport", "VectorFiles"]),
    tests(
      "AutogradTests",
      [
        "Autograd", "CLibrary", "Clustering", "LAPACKLibrary", "Matrices", "QuestionData", "TesseraTestSupport",
        "VectorFiles",
      ],
      exclude: ["Reference/Cases"]),
    tests(
      "ClusteringTests",
      ["CLibrary", "Clustering", "Matrices", "MessagePassing", "TesseraKernels", "TesseraTestSupport", "VectorFiles"],
      exclude: ["Resources"]),
    tests("FuzzingTests", fuzzed + ["TesseraTestSupport"], exclude: ["Resources"]),
    tests("LAPACKLibraryTests", ["Autograd", "LAPACKLibrary", "VectorFiles"]),
    tests("MessagePassingTests", ["MessagePassing"]),
    tests("MessagePassingInterfaceTests", ["CMessagePassingInterface", "MessagePassingInterface"]),
    tests(
      "MixturesTests",
      ["CMixtureKernels", "Clustering", "Matrices", "Mixtures", "TesseraKernels", "TesseraTestSupport", "VectorFiles"],
      exclude: ["Resources"]),
    tests("ReportsTests", ["Clustering", "Matrices", "Reports", "Tessera", "TesseraTestSupport", "VectorFiles"]),
    tests(
      "TesseraTests",
      ["Autograd", "Clustering", "Matrices", "Quantization", "Tessera", "TesseraTestSupport", "VectorFiles"]),
    tests("TesseraCTests", ["CTessera", "TesseraC"]),
    tests("TesseraFoundationTests", ["Clustering", "TesseraFoundation", "VectorFiles"]),
    tests(
      "QuantizationTests",
      [
        "Autograd", "CQuantizerKernels", "CSearchKernels", "Quantization", "Clustering", "Matrices", "TesseraKernels",
        "TesseraTestSupport",
      ]),
    tests("PalettesTests", ["Clustering", "Palettes", "TesseraKernels", "TesseraTestSupport"]),
    tests(
      "PicturesTests", ["Clustering", "Matrices", "Pictures", "TesseraTestSupport", "VectorFiles"],
      exclude: ["Resources"]),
    tests(
      "ReadmeTests",
      [
        "Autograd", "IndexFiles", "LAPACKLibrary", "MessagePassing", "Reports", "TableDrivers", "Tessera",
        "TesseraKernels", "TesseraTestSupport",
      ]),
    tests(
      "IndexFilesTests",
      ["Clustering", "IndexFiles", "Matrices", "Quantization", "TesseraTestSupport", "VectorFiles"],
      exclude: ["Resources"]),
    tests("DescentTests", ["Descent"]),
    tests("AgreementTests", ["Autograd", "Clustering", "Descent", "Matrices", "VectorFiles"]),
    tests(
      "TesseraCommandTests",
      [
        "TesseraCommand", "Tessera", "VectorFiles", "Clustering", "Matrices", "MessagePassing", "TesseraKernels",
        "TesseraTestSupport", "CProcessGuard",
        .product(name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["CommandLine"])),
      ],
      exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)

if isFuzzed {
  package.targets.append(
    .executableTarget(
      name: "Fuzzer", dependencies: fuzzed, path: "Tests", sources: ["Fuzzer", "FuzzingTests/Support"],
      swiftSettings: swiftSettings))
  package.targets = closure(of: ["Fuzzer"], in: package.targets)
  package.products = []
} else if let chosenTests {
  package.targets = closure(of: Array(chosenTests.keys), in: package.targets)
  package.products = []
  for target in package.targets {
    guard let files = chosenTests[target.name], !files.isEmpty else { continue }
    target.sources = Set(files).sorted()
  }
}
