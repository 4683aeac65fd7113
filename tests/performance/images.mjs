// What sharp makes of a photo: `node images.mjs FILE COVER CARD OVERLAY ROUNDS`. Prints CPU seconds a round.
import { readFileSync, writeFileSync } from "node:fs";
import sharp from "sharp";

const [file, cover, card, overlay, rounds] = process.argv.slice(2);
const photo = readFileSync(file);
sharp.cache(false); // every round decodes, as every event would

async function renditions() {
  const input = sharp(photo).autoOrient();
  return Promise.all([
    input.clone().resize(1600, 1600, { fit: "inside" }).webp({ quality: 80 }).toBuffer(),
    input
      .clone()
      .resize(1200, 630)
      .composite([{ input: overlay }])
      .jpeg({ quality: 80, progressive: true })
      .toBuffer(),
  ]);
}

const [first, second] = await renditions(); // not timed: whatever is set up at first use
writeFileSync(cover, first);
writeFileSync(card, second);
const seconds = [];
for (let round = 0; round < Number(rounds); round++) {
  const start = process.cpuUsage();
  await renditions();
  const { user, system } = process.cpuUsage(start);
  seconds.push((user + system) / 1e6);
}
console.log(JSON.stringify(seconds));
