// Answers for the tests of reading and copying: one that has everything, and a long block of code.

export const EVERYTHING = `# How a queue grows

A paragraph with **bold**, *slanted*, ***both***, ~~struck~~ and \`inline code\`, a [link](https://docs.example.org/queues) and
https://docs.example.org/bare. Prices such as $5 and $10 stay text; so do 2\\*3, snake_case and \\[brackets].\\
A line break stands before this.

## Lists

1. First, with a
   second line
2. Second
   - nested
   - and **once more**
     - deeper
3. Third

- [x] A task that is done
- [ ] A task that is not

1. Install:
   \`\`\`sh
   npm i
   \`\`\`
   Then **run** it. Wow\\![A link](https://docs.example.org/wow).
2. So
   $$
   a^2
   $$
   holds, as they said:
   > No.

   And that was it.

[![A badge](https://images.example.org/badge.svg)](https://docs.example.org/status)

* Loose items

  have paragraphs

* and stand apart

> A quotation with a list:
>
> - inside
> - the quotation
>
> > and one in a quotation.

### Code

\`\`\`rust
/// The greatest common divisor (Euclid).
fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) } // a comment that is so long that it does not fit into the column of the answer
}
\`\`\`

\`\`\`diff
--- a/queue.rs
+++ b/queue.rs
@@ -1,3 +1,3 @@
 fn main() {
-    let wait = 1.0 / (mu - lambda);
+    let wait = rho / (mu - lambda);
 }
\`\`\`

    indented code

#### A table

| Load | p50 | p99 | A column with a long heading | And another one | And a last one |
|:-----|------:|------:|:---:|---|---|
| 50 % | 1.2 ms | 4.6 ms | \`a\\|b\` | some more words in here | Donaudampfschifffahrtsgesellschaftskapitän |
| 90 % | 6.9 ms | 23 ms | **five** | some more words in here | x |
| 99 % |  |  |  |  | the cells before are empty |

A statement with a footnote[^note] and another[^two], then 数学 in other scripts: 日本語, 한국어, العربية. The footnote again[^note].

![A chart of the wait](https://images.example.org/charts/wait.png)

Averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword.

---

The last paragraph, after a rule.

[^note]: The footnote's own text, with \`code\`.
[^two]: Another one.
`;

/** @param {number} lines */
export const longCode = (lines) => Array.from({ length: lines }, (_, n) => `const line${n + 1} = "${n + 1}";`).join("\n");
