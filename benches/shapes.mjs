// Long answers of one shape each, for the measurements in the real window.

/** @param {number} count @param {(n: number) => string} one @param {string} [between] */
const many = (count, one, between = "\n") => Array.from({ length: count }, (_, n) => one(n)).join(between);

/** @type {Record<string, string>} */
export const SHAPES = {
  list: many(10_000, (n) => `- Item ${n} with some **bold** words and a \`name\``),
  table: `| Number | Square | Remark |\n|---:|---:|---|\n${many(5_000, (n) => `| ${n} | ${n * n} | the square of ${n} |`)}`,
  paragraph: "A paragraph that goes **on** and on ".repeat(14_000).trimEnd(),
  code: `\`\`\`rust\n${many(20_000, (n) => `    let value_${n} = compute(${n}); // step ${n}`)}\n\`\`\``,
  // From here on: paragraphs of 400 kB without end, and words that are one.
  addresses: "https://a.example/some/path?with=parameters&and=more ".repeat(7_700),
  encoded: `https://a.example/${"%E4%B8%AD%E6%96%87".repeat(20)} `.repeat(1_050),
  strong: "**bold** word ".repeat(28_000),
  quotes: "\"a\" 'b' “c” ‘d’ ".repeat(17_000),
  arabic: "هذا نص طويل بلا نهاية، ".repeat(10_000),
  slashes: "a/b/(c)/[d]/{e}/".repeat(25_000),
  formulas: many(40_000, (n) => `$x_${n % 10}$`, " "),
  notes: `${many(9_000, (n) => `Word[^${n}]`, " ")}\n\n${many(9_000, (n) => `[^${n}]: A note, number ${n}.`)}`,
  wide: `|${many(40, (n) => `Column ${n}|`, "")}\n|${"---|".repeat(40)}\n${many(1_000, (row) => `|${many(40, (n) => `${row * n}|`, "")}`)}`,
  marked: "e\u0301a\u0308o\u0302 ".repeat(45_000),
  word: "AAECAwQFBgcI".repeat(84_000),
  marks: `e${"\u0301".repeat(80_000)} and so on`,
  drawn: `${many(100, (n) => `$$\\sum_{i=0}^{${n}} \\frac{x_i^{${n}}}{\\sqrt{1+i}} = \\int_0^${n} f(t)\\,dt$$`, "\n\n")}\n\n${many(20, (n) => `\`\`\`mermaid\nflowchart LR\n  A[Question ${n}] --> B{Which vendor?}\n  B -->|auto| C[Answer]\n  B -->|pinned| D[Other]\n\`\`\``, "\n\n")}`,
};
