/** Some people feel ill when things glide: where they say so, pages only change. Stylesheets read it from the root. */

const { classList: classes } = document.documentElement;
const system = matchMedia('(prefers-reduced-motion: reduce)');

/** Follows the system's wish from now on, or keeps calm whatever it says. */
export function keepCalm(always = false): void {
  system.onchange = () => classes.toggle('calm', always || system.matches);
  classes.toggle('calm', always || system.matches);
}

export function isCalm(): boolean {
  return classes.contains('calm');
}
