/* Reads `{rules, texts}`, writes what the phone finds in each text: `[[kind, text]…]…`. */
import { search } from "../../../dashboard/static/terrain/personal_data.js";

const parts = [];
for await (const part of process.stdin) parts.push(part);
const { rules, texts, field } = JSON.parse(Buffer.concat(parts).toString("utf-8"));
const found = texts.map((text) => search({ [field]: text }, rules).map(({ kind, text: written }) => [kind, written]));
process.stdout.write(JSON.stringify(found));
