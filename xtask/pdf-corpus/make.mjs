// The producers of the corpus that run in Node: jsPDF, PDFKit and pdf-lib. Jobs come on standard input.
import { readFileSync, createWriteStream, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { once } from 'node:events';

const require = createRequire(`${process.cwd()}/`);
const { jsPDF } = require('jspdf');
const PDFKit = require('pdfkit');
const { PDFDocument, StandardFonts } = require('pdf-lib');

const { font, jobs } = JSON.parse(readFileSync(0, 'utf8'));
for (const { path, seed, language, prose, table, form } of jobs) {
  const script = new jsPDF();
  script.setFontSize(10);
  let y = 20;
  for (const line of script.splitTextToSize(prose.join('\n'), 170)) script.text(line, 20, (y += 6));
  for (const row of table) {
    row.forEach((cell, column) => script.text(cell, 20 + 45 * column, y + 12));
    y += 6;
  }
  writeFileSync(`${path}/jspdf-${language}-${seed}.pdf`, Buffer.from(script.output('arraybuffer')));

  const kit = new PDFKit();
  const file = createWriteStream(`${path}/pdfkit-${language}-${seed}.pdf`);
  kit.pipe(file);
  if (seed % 2) kit.font(font);
  kit.fontSize(10).text(prose.join('\n\n'), { align: 'justify', columns: 1 + (seed % 3 === 0 ? 1 : 0) });
  kit.end();
  await once(file, 'finish');

  const lib = await PDFDocument.create();
  const page = lib.addPage([595, 842]);
  const helvetica = await lib.embedFont(StandardFonts.Helvetica);
  prose.forEach((text, at) => page.drawText(text, { x: 50, y: 780 - 130 * at, size: 10, font: helvetica, maxWidth: 480, lineHeight: 13 }));
  form.forEach(([name, value], at) => {
    page.drawText(name, { x: 50, y: 240 - 24 * at, size: 10 });
    const field = lib.getForm().createTextField(name);
    field.setText(value);
    field.addToPage(page, { x: 160, y: 234 - 24 * at, width: 200, height: 18 });
  });
  writeFileSync(`${path}/pdflib-${language}-${seed}.pdf`, await lib.save());
}
