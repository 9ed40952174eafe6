internal import Synchronization

/// A team, made when it is first needed.
final class TeamOnDemand: Sendable {
  private let count: Int
  private let team = Mutex<WorkerTeam?>(nil)

  init(count: Int) { self.count = count }

  var value: WorkerTeam {
    team.withLock { team in
      if let team { return team }
      let made = WorkerTeam(count: count)
      team = made
      return made
    }
  }
}
