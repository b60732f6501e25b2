/**
 * `npm run bench -- --plot`: docs/speed.svg, ours beside a peer on 20,000 deltas, for light and dark pages. It has a background
 * of its own: a browser may be dark while the page is light.
 */
import { writeFileSync } from 'node:fs';
import { pair } from './pair.mjs';

const PEER = 'openai-compatible';
const ROWS = [
  ['text, reads of 200 bytes', 'text', 200],
  ['text, reads of 1,400 bytes', 'text', 1400],
  ['text, reads of 16 kB', 'text', 16_384],
  ['text and a running created', 'created', 1400],
  ['tool arguments', 'arguments', 1400],
];
const WIDTH = 640;
const LEFT = 210;
const FULL = 360;
const ROW = 34;

export async function plot() {
  const bars = [];
  for (const [title, kind, size] of ROWS) {
    const { ratio } = await pair(['drain', 'heroku', kind, size], ['drain', PEER, kind, size]);
    bars.push([title, ratio]);
  }
  writeFileSync(new URL('../docs/speed.svg', import.meta.url), toSvg(bars));
}

function toSvg(bars) {
  const height = 40 + bars.length * ROW;
  const rows = bars.map(([title, ratio], index) => {
    const y = 34 + index * ROW;
    return `<text x="${LEFT - 10}" y="${y + 15}" text-anchor="end">${title}</text>
<rect class="peer" x="${LEFT}" y="${y}" width="${FULL}" height="22" rx="3"/>
<rect class="ours" x="${LEFT}" y="${y}" width="${Math.round(ratio * FULL)}" height="22" rx="3"/>
<text x="${LEFT + FULL + 10}" y="${y + 15}">${ratio.toFixed(2)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Processor time on 20,000 deltas, as a share of that of @ai-sdk/openai-compatible">
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.page { fill: #ffffff }
.peer { fill: #d0d7de }
.ours { fill: #6f42c1 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .page { fill: #0d1117 } .peer { fill: #30363d } .ours { fill: #a371f7 } }
</style>
<rect class="page" width="${WIDTH}" height="${height}"/>
<text x="${LEFT}" y="20">processor time; @ai-sdk/openai-compatible = 1</text>
${rows.join('\n')}
</svg>
`;
}
