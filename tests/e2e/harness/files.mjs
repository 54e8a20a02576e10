// Real files for the tests, made from nothing: a PNG with colours, a PDF with a page, and things that are refused.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as zlib from "node:zlib";
import { sha256 } from "./gateway.mjs";

/** @param {string} folder @param {string} name @param {Buffer | string} content */
export function writeSample(folder, name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { name, path, sha256: sha256(content), bytes: Buffer.from(content) };
}

/** A PNG (W3C PNG specification, 8 bit RGB, no filter) with a gradient. @param {number} [width] @param {number} [height] */
export function png(width = 160, height = 100) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows.set([27 + x, 95 + y, 193 - Math.floor(y / 2)], y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", zlib.deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** The same picture with a chunk that tells something (PNG specification, 11.3.3.3). @param {Buffer} image @param {string} words */
export function telling(image, words) {
  return Buffer.concat([image.subarray(0, 33), chunk("tEXt", Buffer.from(`Comment\0${words}`, "latin1")), image.subarray(33)]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, check]);
}

/** `zlib.crc32` came with Node 20.15 and 22.2; a bitwise one serves before. @param {Buffer} data */
function checksum(data) {
  if (typeof zlib.crc32 === "function") return zlib.crc32(data);
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A PDF of one page that says something (ISO 32000-1, 7.5). @param {string} [words] */
export function pdf(words = "A page of a plan", pages = 1) {
  const numbers = Array.from({ length: pages }, (_, index) => 4 + 2 * index);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${numbers.map((number) => `${number} 0 R`).join(" ")}] /Count ${pages} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...numbers.flatMap((number, index) => {
      const more = index === 0 ? "" : ` T* (Page ${index + 1}) Tj`;
      const line = Array.from({ length: 18 }, (_, row) => `0.8 g 72 ${640 - 30 * row} ${200 + (row * 97) % 260} 12 re f`).join("\n");
      const text = `BT /F1 24 Tf 30 TL 72 720 Td (${words}) Tj${more} ET\n${line}`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${number + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
      ];
    }),
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    "latin1",
  );
}

export const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>globalThis.ran = true</script></svg>\n';

/** A zip archive whose members are stored as they are (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). @param {Record<string, string>} members */
export function zip(members) {
  const locals = [], entries = [];
  let offset = 0;
  for (const [name, text] of Object.entries(members)) {
    const [named, data] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(checksum(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(named.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    locals.push(Buffer.from("PK\x03\x04"), common, named, data);
    entries.push(Buffer.from("PK\x01\x02\x14\0"), common, place, named);
    offset += 4 + common.length + named.length + data.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Object.keys(members).length, 8);
  end.writeUInt16LE(Object.keys(members).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

const OFFICE = "http://schemas.openxmlformats.org";

/** A Word document with a numbered clause and an equation. */
export function contract() {
  const wordprocessing = "application/vnd.openxmlformats-officedocument.wordprocessingml";
  const main = `xmlns:w="${OFFICE}/wordprocessingml/2006/main" xmlns:m="${OFFICE}/officeDocument/2006/math"`;
  const level = (/** @type {number} */ at, /** @type {string} */ format, /** @type {string} */ text) =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
  const clause = (/** @type {number} */ at, /** @type {string} */ text) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const part = (/** @type {string} */ name) => `<m:${name}><m:r><m:t>${name[0]}</m:t></m:r></m:${name}>`;
  return zip({
    "[Content_Types].xml": `<Types xmlns="${OFFICE}/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${wordprocessing}.document.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/_rels/document.xml.rels": `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`,
    "word/numbering.xml": `<w:numbering ${main}><w:abstractNum w:abstractNumId="0">${level(0, "decimal", "§ %1")}${level(1, "lowerRoman", "(%2)")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    "word/document.xml": `<w:document ${main}><w:body>${clause(0, "Price")}${clause(1, "net")}${clause(1, "gross")}<w:p><m:oMath><m:f>${part("num")}${part("den")}</m:f></m:oMath></w:p></w:body></w:document>`,
  });
}
