// SPDX-License-Identifier: Apache-2.0
// Lets Mermaid read journeys. Its folder is the argument; a line in is JSON of a text and whether to
// draw it, a line out what Mermaid read of it, or why it did not.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
const { JSDOM } = createRequire(`${folder}/package.json`)('jsdom');
const { window } = new JSDOM('<!DOCTYPE html><body></body>', { pretendToBeVisual: true });
globalThis.window = window;
globalThis.document = window.document;
for (const name of ['CSSStyleSheet', 'Element', 'HTMLElement', 'SVGElement', 'Node', 'DOMParser', 'XMLSerializer']) {
  globalThis[name] ??= window[name];
}
// jsdom measures nothing; one size does for all.
window.SVGElement.prototype.getBBox = () => ({ x: 0, y: 0, width: 90, height: 12 });
window.SVGElement.prototype.getComputedTextLength = () => 90;

const core = pathToFileURL(`${folder}/node_modules/mermaid/dist/mermaid.core.mjs`);
const { default: mermaid } = await import(core.href);
mermaid.initialize({ startOnLoad: false, logLevel: 5 });

async function read([text, draw]) {
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
  const { db } = diagram;
  const told = {
    kind: diagram.type,
    title: db.getDiagramTitle(),
    description: db.getAccDescription(),
    sections: [...db.getSections()],
    tasks: db.getTasks().map(({ section, task, score, people }) => ({ section, task, score, people })),
  };
  if (!draw) return told;
  const { svg } = await mermaid.render('journey', text); // which reads the text once more
  const picture = new JSDOM(svg).window.document.querySelector('svg');
  const drawn = !svg.includes('NaN') && !svg.includes('Maximum text size');
  picture.querySelectorAll('style').forEach((style) => style.remove());
  return { ...told, drawn, words: picture.textContent };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await read(JSON.parse(line));
  } catch (error) {
    answer = { refused: String(error.message || error).slice(0, 300) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
