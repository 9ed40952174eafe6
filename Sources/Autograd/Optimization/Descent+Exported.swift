/// The rules of optimisers belong to their options.
@_exported public import Descent
