// Plans that tests draw themselves: PDFs of several pages, and large pictures.

import { deflateSync } from "node:zlib";

/** A PDF; each page is `{ width, height, content }` in points, with Helvetica as `/F1`. */
export function pdf(pages) {
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"];
  const kids = [];
  for (const { width, height, content } of pages) {
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    const contents = objects.length;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${contents} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${kids.length} >>`;
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

/** A page of rooms in a row, each 150 points wide and 200 high, with walls of 8 points and its name in it. */
export function rowOfRooms(names) {
  const [width, height] = [names.length * 150 + 100, 300];
  const walls = [`8 w 50 50 ${names.length * 150} 200 re S`];
  names.forEach((name, index) => {
    const x = 50 + index * 150;
    if (index > 0) walls.push(`${x} 50 m ${x} 130 l S ${x} 175 m ${x} 250 l S`);
    walls.push(`BT /F1 12 Tf ${x + 35} 145 Td (${name}) Tj ET`);
  });
  return { width, height, content: walls.join("\n") };
}

/** A grey PNG; `row(y)` gives the bytes of a row, the same object for the same row. */
export function png(width, height, row) {
  const bytes = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) bytes.set(row(y), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(bytes, { level: 1 })), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

/** A plan of `columns` by `rows` rooms, `side` pixels each, with walls and with doors from each room to the next. */
export function gridOfRooms(columns, rows, side, wall = Math.round(side / 24)) {
  const margin = side / 2;
  const [width, height] = [columns * side + 2 * margin, rows * side + 2 * margin];
  const door = Math.round(side / 4);
  const blank = Buffer.alloc(width, 255);
  const level = Buffer.from(blank).fill(0, margin, width - margin);
  const upright = Buffer.from(blank);
  for (let column = 0; column <= columns; column += 1) {
    const x = margin + column * side;
    upright.fill(0, x - (column === columns ? wall : 0), x + (column === columns ? 0 : wall));
  }
  // where the doors are, only the outer walls stand
  const open = Buffer.from(blank).fill(0, margin, margin + wall).fill(0, width - margin - wall, width - margin);
  return png(width, height, (y) => {
    const within = y - margin;
    if (within < 0 || within >= rows * side) return blank;
    const place = within % side;
    if (place < wall || within >= rows * side - wall) return level;
    return place > side / 2 && place < side / 2 + door ? open : upright;
  });
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  let checksum = 0xffffffff;
  for (const byte of body) checksum = TABLE[(checksum ^ byte) & 0xff] ^ (checksum >>> 8);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE((checksum ^ 0xffffffff) >>> 0, body.length + 4);
  return out;
}
