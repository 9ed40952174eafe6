import { ask, latest } from './client.js'
import { LETTERS, byId, certified, fixed, say, set, svg, trouble } from './drawing.js'
import { Field, inside } from './field.js'
import { drawSlice } from './slice.js'

// The second picture: a centroid to move, the piece that it is in, the frozen gradient, Newton's step.

// The arrows are steps of gradient descent at this rate.
const RATE = 0.02

export async function piece({ points, start }) {
  const field = new Field(byId('piece-field'), points)
  let centroids = [[1.7, 3.7], [6.2, 4.4], [7.6, 3.2]]
  let chosen = 1
  const column = () => (byId('along-y').checked ? 1 : 0)

  const show = latest(async () => {
    const [here, cluster] = [centroids, chosen]
    const facts = await ask('piece', { centroids: here })
    const freedom = await ask('freedom', { centroids: here, cluster })
    const next = await ask('step', { centroids: here, way: 0, rate: RATE })
    field.label(facts.labels)
    field.placeCentroids(here, move, choose)
    field.scaled.replaceChildren(...room(points, facts.labels, freedom.reach, cluster))
    field.above.replaceChildren(
      field.circle(here[cluster], finite(freedom.radius), 'certified'),
      // A centroid without points has neither mean nor gradient.
      ...here.flatMap((place, index) => facts.masses[index] === 0 ? [] : [
        field.line(place, facts.means[index], `towards c${index}`), field.cross(facts.means[index], `landing c${index}`),
        field.arrow(place, next[index], 'exact'),
      ]))
    tell(facts, freedom, here, cluster)
    await drawSlice(here, cluster, column(), facts)
  })

  function move(cluster, where) {
    const place = inside(where(centroids[cluster]))
    centroids = centroids.map((old, index) => (index === cluster ? place : old))
    chosen = cluster
    return show()
  }

  function choose(cluster) {
    if (chosen === cluster) return
    chosen = cluster
    return show()
  }

  for (const id of ['along-x', 'along-y']) byId(id).onchange = () => show()
  async function newton() {
    centroids = await ask('step', { centroids, way: 2, rate: 1 })
    return show()
  }
  byId('piece-newton').onclick = () => newton().catch(trouble)
  byId('piece-reset').onclick = () => {
    centroids = start
    return show()
  }
  await show()
}

const finite = (radius) => (Number.isFinite(radius) ? radius : 0)

// Where one centroid may be while the others stay: inside the circles of its own points, outside those of the others. What is black
// in the mask is no part of it.
function room(points, labels, reach, cluster) {
  const around = ([x, y], radius) =>
    `M${x - radius},${-y}a${radius},${radius} 0 1 0 ${2 * radius},0a${radius},${radius} 0 1 0 ${-2 * radius},0z`
  const mask = svg('mask', { id: 'room', maskUnits: 'userSpaceOnUse', x: 0, y: -7, width: 10, height: 7 })
  mask.append(svg('rect', { x: 0, y: -7, width: 10, height: 7, fill: '#fff' }))
  const edges = []
  points.forEach((point, row) => {
    if (!Number.isFinite(reach[row])) return
    const outline = around(point, reach[row])
    const own = labels[row] === cluster
    const d = own ? `M-50-50h100v100h-100z${outline}` : outline
    mask.append(svg('path', { d, fill: '#000', 'fill-rule': 'evenodd' }))
    edges.push(svg('path', { d: outline }))
  })
  const piece = svg('g', { mask: 'url(#room)', class: `room c${cluster}` })
  piece.append(svg('rect', { x: 0, y: -7, width: 10, height: 7 }), ...edges)
  return [mask, piece]
}

const pair = ([x, y]) => `(${fixed(x, 2)}, ${fixed(y, 2)})`

function tell(facts, freedom, centroids, cluster) {
  const name = LETTERS[cluster]
  const n = facts.masses[cluster]
  say(byId('piece-name'), `Centroid ${name}`)
  set(byId('piece-glyph'), { href: `#mark${cluster}`, class: `c${cluster}` })
  const words = {
    'piece-at': pair(centroids[cluster]), 'piece-n': String(n), 'piece-gradient': pair(facts.gradient[cluster]),
    'piece-mean': n > 0 ? pair(facts.means[cluster]) : 'nowhere: no points', 'piece-alone': certified(freedom.radius),
    'piece-all': certified(facts.radius), 'piece-loss': fixed(facts.loss, 2),
  }
  for (const [id, text] of Object.entries(words)) say(byId(id), text)
  say(
    byId('piece-out'),
    `Centroid ${name} at ${pair(centroids[cluster])} has ${n} points; loss ${fixed(facts.loss, 1)}. `
      + `It may move by ${certified(freedom.radius)} before a point changes its centroid.`)
}
