// Long answers of one shape each, for the measurements in the real window.

/** @param {number} count @param {(n: number) => string} one @param {string} [between] */
const many = (count, one, between = "\n") => Array.from({ length: count }, (_, n) => one(n)).join(between);

/** @type {Record<string, string>} */
export const SHAPES = {
  list: many(10_000, (n) => `- Item ${n} with some **bold** words and a \`name\``),
  table: `| Number | Square | Remark |\n|---:|---:|---|\n${many(5_000, (n) => `| ${n} | ${n * n} | the square of ${n} |`)}`,
  paragraph: "A paragraph that goes **on** and on ".repeat(14_000).trimEnd(),
  code: `\`\`\`rust\n${many(20_000, (n) => `    let value_${n} = compute(${n}); // step ${n}`)}\n\`\`\``,
  drawn: `${many(100, (n) => `$$\\sum_{i=0}^{${n}} \\frac{x_i^{${n}}}{\\sqrt{1+i}} = \\int_0^${n} f(t)\\,dt$$`, "\n\n")}\n\n${many(20, (n) => `\`\`\`mermaid\nflowchart LR\n  A[Question ${n}] --> B{Which vendor?}\n  B -->|auto| C[Answer]\n  B -->|pinned| D[Other]\n\`\`\``, "\n\n")}`,
};
