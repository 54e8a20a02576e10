// The sizes in which everything can be shown, as browsers have them. Pure.

const steps = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/** The next size, in percent; at the ends it stays. @param {number} percent @param {1 | -1} direction */
export function zoomStep(percent, direction) {
  const beyond = steps.filter((step) => (step - percent) * direction > 0);
  return (direction > 0 ? beyond[0] : beyond.at(-1)) ?? percent;
}
