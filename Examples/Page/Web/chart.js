import { percent, svg } from './drawing.js'

// Curves over an axis: lines stretch with the chart, text and marks keep their size.

export class Chart {
  constructor(element, { from, to, low, high, logarithmic = false }) {
    Object.assign(this, { element, from, to, low, high, logarithmic })
    this.curves = svg('svg', { width: '100%', height: '100%', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none' })
    this.marks = svg('g')
    element.replaceChildren(this.curves, this.marks)
  }

  across(value) {
    const scale = this.logarithmic ? Math.log : (number) => number
    return (scale(value) - scale(this.from)) / (scale(this.to) - scale(this.from))
  }

  down(value) { return 1 - (value - this.low) / (this.high - this.low) }
  x(value) { return percent(100 * this.across(value)) }
  y(value) { return percent(100 * this.down(value)) }

  curve(places, kind) {
    const points = places.map(([left, up]) => `${1000 * this.across(left)},${1000 * this.down(up)}`)
    this.curves.append(svg('polyline', { class: kind, points: points.join(' ') }))
  }

  band(from, to, kind) {
    const width = percent(100 * (this.across(to) - this.across(from)))
    this.marks.prepend(svg('rect', { class: kind, x: this.x(from), width, y: 0, height: '100%' }))
  }

  vertical(value, kind) {
    this.marks.append(svg('line', { class: kind, x1: this.x(value), x2: this.x(value), y1: 0, y2: '100%' }))
  }

  horizontal(value, kind) {
    this.marks.append(svg('line', { class: kind, y1: this.y(value), y2: this.y(value), x1: 0, x2: '100%' }))
  }

  dot(left, up, kind) { this.marks.append(svg('circle', { class: kind, cx: this.x(left), cy: this.y(up), r: 4.5 })) }

  cross(left, up, kind) { this.marks.append(svg('use', { class: kind, href: '#cross', x: this.x(left), y: this.y(up) })) }

  text(left, up, words, attributes = {}) {
    this.marks.append(svg('text', { x: this.x(left), y: this.y(up), ...attributes }, words))
  }

  // The numbers at both ends of the upright axis.
  ends(words) {
    for (const value of [this.low, this.high]) this.text(this.from, value, words(value), { dy: -4, class: 'tick left' })
  }

  // Numbers below the axis.
  ticks(values, words = String) {
    for (const value of values) this.text(value, this.low, words(value), { dy: 18, class: 'tick' })
  }
}
