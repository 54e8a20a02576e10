// The tree of a chat's branches as lines: what was said, how deep it stands, and what was left out between.

/** @import { BranchNode } from '../bindings.js' */

/** @typedef {{ node: BranchNode, level: number, position: number, siblings: number }} BranchLine levels and positions count from 1 */

/**
 * Each node under the one that it follows, in the order of writing. A chain of nodes without another beside it takes one
 * level, so that a chat that was edited often does not leave the window.
 * @param {readonly BranchNode[]} nodes parents first
 * @returns {BranchLine[]}
 */
export function branchLines(nodes) {
  /** @type {Map<string | null, BranchNode[]>} */
  const children = new Map();
  for (const node of nodes) children.set(node.parentId, [...(children.get(node.parentId) ?? []), node]);
  /** @type {BranchLine[]} */
  const lines = [];
  /** @type {BranchLine[]} */
  const waiting = linesOf(children.get(null) ?? [], 1);
  for (let line = waiting.shift(); line; line = waiting.shift()) {
    lines.push(line);
    const below = children.get(line.node.id) ?? [];
    waiting.unshift(...linesOf(below, below.length > 1 ? line.level + 1 : line.level));
  }
  return lines;
}

/** @param {BranchNode[]} nodes @param {number} level @returns {BranchLine[]} */
function linesOf(nodes, level) {
  return nodes.map((node, index) => ({ node, level, position: index + 1, siblings: nodes.length }));
}
