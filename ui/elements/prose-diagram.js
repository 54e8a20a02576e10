// Drawings of an answer: one whose words would be too small in the column keeps its size and scrolls sideways, with the
// pointer or, since its frame takes the focus, with the arrow keys.

/** The widest drawing, in pixels, that is made as small as the column: its words of 14 pixels become 10. */
const widestFitted = 930;

/** @param {Element} svg with the size that it was drawn at */
export function dressDiagram(svg) {
  svg.toggleAttribute('data-wide', Number.parseFloat(svg.getAttribute('width') ?? '') > widestFitted);
}
