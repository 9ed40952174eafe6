import Matrices
import Testing

@testable import VectorFiles

/// Damaged files must give a matrix of finite values or an error, and never a trap.
struct FuzzTests {
  static let seeds = [
    "f8_v1.npy", "f8_v2.npy", "f8_fortran.npy", "f8_bigendian.npy", "f2.npy", "u1.npy", "i8.npy", "bool.npy",
    "structured.npy", "plain.csv", "quoted.csv", "exponents.csv", "semicolon.csv", "tab.tsv", "spaces.txt",
    "header.csv",
    "crlf.csv", "bom.csv", "blank_lines.csv", "comment.csv", "cell_NA.csv", "decimal_comma.csv",
  ]

  private func mutated(_ seed: [UInt8], _ other: [UInt8], _ generator: inout TestGenerator) -> [UInt8] {
    var bytes = seed
    let interesting = Array(",;\t \"'#\n\r.+-eE0189()[]{}:\0\u{7F}".utf8) + [0xFF, 0x80, 0xEF]
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
      // Most headers lie at the front: half of the damage goes there.
      let reach = Bool.random(using: &generator) ? min(bytes.count, 140) : bytes.count
      let index = Int.random(in: 0..<reach, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 1: bytes[index] = interesting.randomElement(using: &generator) ?? 0
      case 2: bytes.insert(interesting.randomElement(using: &generator) ?? 0, at: index)
      case 3: bytes.removeLast(bytes.count - index)
      case 4: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...9, using: &generator)))
      default:
        let start = Int.random(in: 0...other.count, using: &generator)
        bytes.insert(contentsOf: other[start..<min(other.count, start + 40)], at: index)
      }
    }
    return bytes
  }

  @Test(arguments: seeds) func damagedFilesNeverTrap(name: String) throws {
    let folder = TemporaryFolder()
    let seed = contents(resource("formats/\(name)"))
    let other = contents(resource("formats/\(Self.seeds[name.utf8.count % Self.seeds.count])"))
    var generator = TestGenerator(seed: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }.magnitude))
    var results = (read: 0, failed: 0)
    for index in 0..<extent(150, unoptimised: 50) {
      let path = folder.file("x", mutated(seed, other, &generator))
      var reader = VectorFileReader()
      reader.dropsBadRows = index % 2 == 0
      do {
        let points = try reader.read(path).points.inDoublePrecision
        #expect(points.rows > 0 && points.columns > 0)
        #expect(points.elements.allSatisfy { $0.isFinite })
        results.read += 1
      } catch {
        #expect(error.kind == .badData)
        results.failed += 1
      }
      _ = try? reader.readLabels(path)
      _ = try? reader.readWeights(path)
    }
    #expect(results.failed > 0)
  }

  @Test func damagedTensorsNeverTrap() throws {
    let folder = TemporaryFolder()
    var file = SafeTensorsFile()
    file.metadata = ["a\n": "😀", "b": "\\"]
    file.tensors["x"] = SafeTensorsFile.Tensor([[1, 2], [3, 4]] as Matrix<Double>)
    file.tensors["y"] = SafeTensorsFile.Tensor([[1, 2]] as Matrix<Float>)
    try file.write(to: folder.path + "/seed")
    let seed = contents(folder.path + "/seed")
    var generator = TestGenerator(seed: 5)
    var results = (read: 0, failed: 0)
    for _ in 0..<2000 {
      let path = folder.file("x", mutated(seed, seed, &generator))
      do {
        _ = try SafeTensorsFile(contentsOf: path)
        results.read += 1
      } catch {
        #expect(error.kind == .badData)
        results.failed += 1
      }
    }
    #expect(results.read > 0 && results.failed > 0)
  }

  @Test func randomBytesNeverTrap() {
    let folder = TemporaryFolder()
    var generator = TestGenerator(seed: 6)
    let alphabet = Array("0123456789.,;\t \n\r\"#-+eEnaif".utf8)
    for index in 0..<1500 {
      let bytes = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
        index % 3 == 0 ? UInt8.random(in: 0...255, using: &generator) : alphabet.randomElement(using: &generator) ?? 0
      }
      let path = folder.file("x", bytes)
      _ = try? VectorFileReader().read(path)
      _ = try? SafeTensorsFile(contentsOf: path)
    }
  }
}
