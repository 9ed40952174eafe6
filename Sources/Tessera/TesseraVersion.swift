/// The version of this package: what `tessera --version`, reports and model files say.
public enum TesseraVersion {
  public static let current = "0.1.0"
}
