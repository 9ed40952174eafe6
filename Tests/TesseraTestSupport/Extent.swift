/// How much a test over many cases takes: all of it in an optimised build, less where each case takes ten times as long. (CI does not run both of every module: CONTRIBUTING.md.)
///
/// Of 0, 1, 2, ... `full` the first `unoptimised`: a part that stands for the rest.
public func extent(_ full: Int, unoptimised: Int) -> Int { _isDebugAssertConfiguration() ? unoptimised : full }
