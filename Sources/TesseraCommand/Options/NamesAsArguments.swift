public import ArgumentParser
public import Clustering
public import Tessera

extension SolverName: ExpressibleByArgument {}
extension OptimizerName: ExpressibleByArgument {}
extension ColumnScaling.Method: ExpressibleByArgument {}
extension AssignmentPath: ExpressibleByArgument {}
extension LabelStability.Source: ExpressibleByArgument {}
