/// What test targets share needs no import in each file.
@_exported import TesseraTestSupport
