import { LETTERS, fixed, percent, set, svg } from './drawing.js'

// The field of the pictures, 10 x 7: points in the shape and colour of their centroid, centroids, and layers for what a picture adds.

export const WIDE = 10
export const HIGH = 7
const x = (place) => percent((100 * place) / WIDE)
const y = (place) => percent(100 - (100 * place) / HIGH)
// A length for a circle, in per cent of what SVG measures radii by.
const length = (value) => percent((100 * value) / Math.sqrt((WIDE * WIDE + HIGH * HIGH) / 2))

export class Field {
  constructor(element, points) {
    this.element = element
    this.points = points
    // In the field's own units, upwards positive.
    const scaled = { width: '100%', height: '100%', viewBox: `0 ${-HIGH} ${WIDE} ${HIGH}`, preserveAspectRatio: 'none' }
    this.scaled = svg('svg', scaled)
    this.marks = points.map(([left, up]) => svg('use', { x: x(left), y: y(up) }))
    this.above = svg('g')
    this.handles = svg('g')
    element.append(this.scaled, svg('g', { class: 'points' }, ...this.marks), this.above, this.handles)
  }

  label(labels) {
    this.marks.forEach((mark, row) => set(mark, { href: `#mark${labels[row]}`, class: `c${labels[row]}` }))
  }

  // Centroids; with `moved`, each can be dragged, or moved by arrow keys.
  placeCentroids(centroids, moved, chosen) {
    this.centroids = centroids
    if (this.handles.childElementCount === 0) centroids.forEach((_, cluster) => this.addHandle(cluster, moved, chosen))
    centroids.forEach(([left, up], cluster) => {
      const handle = this.handles.children[cluster]
      set(handle, { x: x(left), y: y(up) })
      if (moved) set(handle, { 'aria-valuenow': left.toFixed(2), 'aria-valuetext': `x ${fixed(left, 2)}, y ${fixed(up, 2)}` })
    })
  }

  addHandle(cluster, moved, chosen) {
    const handle = svg(
      'svg', { class: `handle c${cluster}`, overflow: 'visible' }, svg('circle', { class: 'touch', r: 22 }),
      svg('use', { href: `#centroid${cluster}` }), svg('text', { dy: '.35em' }, LETTERS[cluster]))
    this.handles.append(handle)
    if (!moved) return
    set(handle, { tabindex: 0, role: 'slider', 'aria-label': `Centroid ${LETTERS[cluster]}`, 'aria-valuemin': 0, 'aria-valuemax': WIDE })
    handle.addEventListener('focus', () => chosen(cluster))
    // From where it was grabbed to its middle.
    let grip
    handle.addEventListener('pointerdown', (event) => {
      const [left, up] = this.place(event)
      const [middle, height] = this.centroids[cluster]
      grip = [middle - left, height - up]
      handle.focus()
      handle.setPointerCapture(event.pointerId)
      event.preventDefault()
    })
    handle.addEventListener('pointermove', (event) => {
      if (handle.hasPointerCapture(event.pointerId)) moved(cluster, () => this.place(event).map((value, axis) => value + grip[axis]))
    })
    handle.addEventListener('keydown', (event) => {
      const far = event.shiftKey ? 0.01 : 0.1
      const way = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, far], ArrowDown: [0, -far] }[event.key]
      if (!way) return
      event.preventDefault()
      moved(cluster, ([left, up]) => [left + way[0], up + way[1]])
    })
  }

  place(event) {
    const box = this.element.getBoundingClientRect()
    return [((event.clientX - box.left) / box.width) * WIDE, (1 - (event.clientY - box.top) / box.height) * HIGH]
  }

  arrow([left, up], [right, down], kind) {
    return svg('line', { class: `arrow ${kind}`, x1: x(left), y1: y(up), x2: x(right), y2: y(down), 'marker-end': `url(#head-${kind})` })
  }

  line([left, up], [right, down], kind) {
    return svg('line', { class: kind, x1: x(left), y1: y(up), x2: x(right), y2: y(down) })
  }

  circle([left, up], radius, kind) {
    return svg('circle', { class: kind, cx: x(left), cy: y(up), r: length(radius) })
  }

  cross([left, up], kind) {
    return svg('use', { class: kind, href: '#cross', x: x(left), y: y(up) })
  }

  trail(places, cluster) {
    return svg('polyline', { class: `trail c${cluster}`, points: places.map(([left, up]) => `${left},${-up}`).join(' ') })
  }
}

export const inside = ([left, up]) => [
  Math.round(100 * Math.min(WIDE, Math.max(0, left))) / 100, Math.round(100 * Math.min(HIGH, Math.max(0, up))) / 100,
]
