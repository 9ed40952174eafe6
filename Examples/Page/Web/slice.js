import { Chart } from './chart.js'
import { ask } from './client.js'
import { LETTERS, byId, fixed, say, short } from './drawing.js'
import { HIGH, WIDE } from './field.js'

// The loss along one coordinate: parabolas side by side, the one that is frozen, its slope, and where Newton's step goes.

const COUNT = 241

export async function drawSlice(centroids, cluster, column, facts) {
  const to = column === 0 ? WIDE : HIGH
  const { losses, frozen, borders } = await ask('slice', { centroids, cluster, column, from: 0, to, count: COUNT })
  const here = centroids[cluster][column]
  const [low, high] = [Math.min(...losses), Math.max(...losses)]
  const room = 0.12 * (high - low) || 1
  const bottom = Math.max(0, Math.min(low, facts.loss, ...frozen.filter((value) => value > 0)) - room)
  const chart = new Chart(byId('slice'), { from: 0, to, low: bottom, high: high + room })
  const place = (index) => (to * index) / (COUNT - 1)
  const curve = (values) => values.map((value, index) => [place(index), value])
  const left = borders.filter((border) => border <= here).pop() ?? 0
  const right = borders.find((border) => border > here) ?? to
  chart.band(left, right, `band c${cluster}`)
  for (const border of borders) chart.vertical(border, 'border')
  chart.curve(curve(frozen), 'frozen')
  chart.curve(curve(losses), 'line')
  const slope = facts.gradient[cluster][column]
  const reach = to / 6
  chart.curve([-reach, reach].map((move) => [here + move, facts.loss + slope * move]), 'tangent')
  const n = facts.masses[cluster]
  const mean = facts.means[cluster][column]
  if (n > 0) chart.cross(mean, facts.loss - n * (here - mean) ** 2, `landing c${cluster}`)
  chart.dot(here, facts.loss, 'end')
  chart.ticks(Array.from({ length: to + 1 }, (_, index) => index))
  chart.ends(short)
  const [name, axis] = [LETTERS[cluster], 'xy'[column]]
  byId('slice').setAttribute(
    'aria-label',
    `The loss while centroid ${name} moves along ${axis} from 0 to ${to}: ${borders.length + 1} pieces of parabolas. The piece around `
      + `${fixed(here, 2)} goes from ${fixed(left, 2)} to ${fixed(right, 2)}; the slope is ${fixed(slope, 2)}.`)
  say(byId('slice-title'), `The loss while ${name} moves along ${axis}`)
  say(
    byId('slice-out'),
    `${borders.length + 1} pieces. This one goes from ${fixed(left, 2)} to ${fixed(right, 2)}; the slope here is ${fixed(slope, 2)}.`)
}
