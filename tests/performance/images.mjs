// What sharp makes of a photo: `node images.mjs FILE PREFIX ROUNDS`. Prints CPU seconds a round.
import { readFileSync, writeFileSync } from "node:fs";
import sharp from "sharp";

const [file, prefix, rounds] = process.argv.slice(2);
const photo = readFileSync(file);
const stem = file.replace(/\.\w+$/, "");
const panel = readFileSync(`${stem}.panel.png`);
const [x, y, right, bottom] = JSON.parse(readFileSync(`${stem}.crop.json`, "utf8")).map(Math.round);
sharp.cache(false); // every round decodes, as every event would

// The photo is decoded once: three more decodings would take longer than all the rest.
async function renditions() {
  const { data, info } = await sharp(photo)
    .autoOrient()
    .resize(1600, 1600, { fit: "inside" })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const whole = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  return Promise.all([
    whole.clone().webp({ quality: 80 }).toBuffer(),
    whole.clone().resize(800).webp({ quality: 80 }).toBuffer(),
    whole.clone().resize(400).webp({ quality: 80 }).toBuffer(),
    whole
      .clone()
      .extract({ left: x, top: y, width: right - x, height: bottom - y })
      .resize(520, 630, { fit: "fill" })
      .extend({ right: 680, background: "black" })
      .composite([{ input: panel }])
      .jpeg({ quality: 80, progressive: true })
      .toBuffer(),
  ]);
}

const names = ["cover-1600.webp", "cover-800.webp", "cover-400.webp", "card.jpg"];
const made = await renditions(); // not timed: whatever is set up at first use
made.forEach((each, place) => writeFileSync(`${prefix}-${names[place]}`, each));
const seconds = [];
for (let round = 0; round < Number(rounds); round++) {
  const start = process.cpuUsage();
  await renditions();
  const { user, system } = process.cpuUsage(start);
  seconds.push((user + system) / 1e6);
}
console.log(JSON.stringify(seconds));
