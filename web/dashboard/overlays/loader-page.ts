/**
 * A page for OBS that needs no bridge to be running: it waits until one answers, then becomes the overlay.
 * `/healthz` is the one address of the bridge that any page may ask.
 */
export function loaderPage(address: string): string {
  const target = JSON.stringify(address).replace(/</g, '\\u003c');
  return `<!doctype html>
<meta charset="utf-8">
<title>FretCoach overlay</title>
<style>html, body { background: transparent; margin: 0 }</style>
<script>
const overlay = ${target};
async function look() {
  try {
    const answer = await fetch(new URL('/healthz', overlay), { cache: 'no-store' });
    if (answer.ok) return location.replace(overlay);
  } catch {}
  setTimeout(look, 2000);
}
look();
</script>
`;
}
