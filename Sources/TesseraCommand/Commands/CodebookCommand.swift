internal import ArgumentParser

/// `tessera codebook`.
struct CodebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codebook",
    abstract: "Train codebooks, and turn vectors into codes of a few bytes and back.",
    discussion: """
      A quantizer replaces vectors by codes. Encoding is exact: the nearest code of each part, ties to the lowest.

      Examples:
        tessera codebook train embeddings.npy --product 8x256 -o codebook.safetensors
        tessera codebook encode embeddings.npy --codebook codebook.safetensors -o codes.npy
        tessera codebook decode codes.npy --codebook codebook.safetensors -o approximations.npy
        tessera codebook evaluate new.npy --codebook codebook.safetensors
      """,
    subcommands: [CodebookTrain.self, CodebookEncode.self, CodebookDecode.self, CodebookEvaluate.self])
}
