// Whether the system's font has a weight between regular and bold. Many on Linux have none: what should stand out a little
// would then not stand out at all.

/** The same words in both weights are as wide only if the font draws both alike. @param {HTMLElement} root */
export function markPlainFont(root) {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return;
  const { fontFamily } = getComputedStyle(document.body);
  const [regular, medium] = [400, 500].map((weight) => {
    context.font = `${weight} 100px ${fontFamily}`;
    return context.measureText('Hamburgefonstiv').width;
  });
  root.toggleAttribute('data-plain-font', regular === medium);
}
