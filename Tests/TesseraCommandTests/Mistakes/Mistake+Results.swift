extension Mistake {
  static let rowValues = [
    Mistake(
      "A negative weight", #"printf '1\n-2\n3\n4\n' > negative.csv"#,
      "tessera fit points.csv -k 2 --weights negative.csv"),
    Mistake(
      "A weight that is no number", #"printf '1\nnan\n3\n4\n' > weights.csv"#,
      "tessera fit points.csv -k 2 --weights weights.csv"),
    Mistake("Too few weights", #"printf '1\n2\n' > few.csv"#, "tessera fit points.csv -k 2 --weights few.csv"),
    Mistake(
      "No weight at all", #"printf '0\n0\n0\n0\n' > zero.csv"#, "tessera fit points.csv -k 2 --weights zero.csv"),
    Mistake(
      "Labels of other rows", #"printf 'red\nblue\nred\n' > labels.csv"#,
      "tessera evaluate points.csv --model points.csv --labels labels.csv"),
    Mistake(
      "A label that is missing", #"printf 'red\nblue\nNA\nred\n' > gap.csv"#,
      "tessera evaluate points.csv --model points.csv --labels gap.csv"),
    Mistake(
      "A column of labels that does not exist", "tessera evaluate points.csv --model points.csv --labels-column kind"),
  ]

  static let models = [
    Mistake("A model that is not there", "tessera assign points.csv --model model.npy -o labels.csv"),
    Mistake("No model", "tessera assign points.csv -o labels.csv"),
    Mistake(
      "A model that is none", "echo 'no model' > none.safetensors",
      "tessera assign points.csv --model none.safetensors -o labels.csv"),
    Mistake("A model that is cut off", "tessera assign points.csv --model cut.safetensors -o labels.csv"),
    Mistake("A model of a later version", "tessera assign points.csv --model later.safetensors -o labels.csv"),
    Mistake("A model of other dimensions", "tessera assign points.csv --model three.safetensors -o labels.csv"),
    Mistake(
      "A model of other columns", #"printf 'x,z\n1,2\n3,4\n' > other.csv"#,
      "tessera assign points.csv --model other.csv -o labels.csv"),
    Mistake(
      "A model with a hole", #"printf '1,2\n3,nan\n' > hole.csv"#,
      "tessera assign points.csv --model hole.csv -o labels.csv"),
    Mistake("Points and model changed places", "tessera report points.csv three.safetensors -o page.html"),
    Mistake(
      "Model and points changed places", "tessera fit points.csv -k 2 -o swapped.safetensors > /dev/null 2>&1",
      "tessera assign swapped.safetensors --model points.csv -o labels.csv"),
    Mistake(
      "A tree from start centroids", "tessera fit points.csv -k 4 --method hierarchical --initializer ./points.csv"),
    Mistake(
      "Start centroids of other dimensions", #"printf '1,2,3\n4,5,6\n' > wide.csv"#,
      "tessera fit points.csv -k 2 --initializer ./wide.csv"),
    Mistake("Several runs from one start", "tessera fit points.csv -k 4 --initializer ./points.csv --restarts 5"),
  ]

  static let outputs = [
    Mistake("Labels without a place", "tessera assign points.csv --model points.csv"),
    Mistake("A folder that is not there", "tessera fit points.csv -k 2 -o results/model.npy"),
    Mistake("A place where nobody may write", "tessera fit points.csv -k 2 -o /proc/model.npy"),
    Mistake("A full disk", "tessera fit points.csv -k 2 --labels-output /dev/full"),
    Mistake("A full disk behind standard output", "tessera fit points.csv -k 2 > /dev/full"),
    Mistake("A model of unknown suffix", "tessera fit points.csv -k 2 -o model.pkl"),
    Mistake("Labels of unknown suffix", "tessera fit points.csv -k 2 --labels-output labels.xlsx"),
    Mistake("A report of unknown suffix", "tessera fit points.csv -k 2 --report page.pdf"),
    Mistake("An output over an input", "tessera fit points.csv -k 2 -o points.csv"),
    Mistake("Two outputs of one name", "tessera fit points.csv -k 2 -o a.npy --labels-output a.npy"),
    Mistake("Two results on standard output", "tessera fit points.csv -k 2 --json --labels-output -"),
    Mistake("An annotated folder", "mkdir more; cp points.csv more", "tessera fit more -k 2 --annotate all.csv"),
  ]
}
