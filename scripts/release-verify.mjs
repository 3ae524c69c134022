// npm run release:verify -- FILE: checks a release without any of the code that made it. Whole numbers only, no solver, Node's own
// modules. Two kinds of file, told apart by their `format`; docs/release-files.md describes both.
//   intercept-one/release/1        public: hash, sums, no small count shown, bounds that agree with what is shown
//   intercept-one/release-proof/3  the builder's: replays every move of the proof, for the public and for each chapter
// A file of several, one a year, is a JSON list of them.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The same text on every machine: sorted keys, no spaces, whole numbers. */
function canonical(value) {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new Error(`${value} is no whole number`);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** Everything that is wrong with a file; nothing: it is sound. */
export function faultsOf(file) {
  const { sha256, ...content } = file;
  const hash = createHash("sha256").update(canonical(content)).digest("hex");
  const faults = hash === sha256 ? [] : [`hash: the content has ${hash}, the file says ${sha256}`];
  if (isProof(file)) return [...faults, ...faultsOfProof(file)];
  if (file.format === "intercept-one/release/1") return [...faults, ...faultsOfRelease(file)];
  return [...faults, `format: ${file.format} is not known`];
}

function isProof({ format }) {
  return format === "intercept-one/release-proof/3";
}

function faultsOfProof(proof) {
  const { unknowns, relations, insiders, floors, moves } = proof;
  const faults = faultsOfMarks(proof);
  if (!["EXACT", "INTERVAL"].includes(proof.coordinatorProtection))
    return [...faults, `coordinatorProtection: ${proof.coordinatorProtection} is not known`];
  const value = (place) => unknowns[place][1];
  relations.forEach(([total, ...parts], index) => {
    const sum = parts.reduce((so, part) => so + value(part), 0);
    if (sum !== value(total)) faults.push(`relation ${index}: ${sum} is not ${value(total)}`);
  });
  const relationsOf = unknowns.map(() => []);
  for (const [total, ...parts] of relations) {
    relationsOf[total].push([-1, total, parts]);
    for (const part of parts) relationsOf[part].push([1, total, parts]);
  }
  const movesOf = unknowns.map(() => []);
  moves.forEach((flat, index) => {
    const move = new Map();
    for (let at = 0; at < flat.length; at += 2) move.set(flat[at], flat[at + 1]);
    const by = (place) => move.get(place) ?? 0;
    for (const [place, change] of move) {
      const [mark, before] = unknowns[place];
      if (mark === "S") faults.push(`move ${index}: changes ${unknowns[place][2]}, which is shown`);
      if (!Number.isSafeInteger(change) || before + change < (mark === "W" ? 1 : 0))
        faults.push(`move ${index}: makes ${before + change} of ${unknowns[place][2]}`);
      for (const [, total, parts] of relationsOf[place])
        if (parts.reduce((so, part) => so + by(part), 0) !== by(total))
          faults.push(`move ${index}: breaks the sum of ${unknowns[total][2]}`);
      movesOf[place].push(move);
    }
  });
  const counted = countedFloors(proof);
  const believed = new Map(floors);
  const coordinators = Object.entries(insiders).map(([chapter, { known, ownParts }]) => {
    const own = unknowns.map(() => 0);
    for (let at = 0; at < ownParts.length; at += 2) own[ownParts[at]] = ownParts[at + 1];
    return { chapter, known: new Set(known), own };
  });
  for (const coordinator of coordinators) faults.push(...faultsOfOwnParts(coordinator, unknowns, relations));
  faults.push(...faultsOfInsiders(coordinators, unknowns));
  const nobody = { known: new Set(), own: unknowns.map(() => 0) };
  for (const { place, lower, upper, farEnds } of secretsOf(proof)) {
    const [, count, name] = unknowns[place];
    const reach = (isEnough, { known, own } = nobody) =>
      movesOf[place].some(
        (move) =>
          isEnough(count + move.get(place)) &&
          [...move].every(
            ([at, change]) => !known.has(at) && value(at) + change >= Math.min(own[at], value(at)),
          ),
      );
    if (count < upper && !reach((moved) => moved >= upper)) faults.push(`${name}: ${upper} can be ruled out`);
    const told = Math.max(lower, counted[place], believed.get(place) ?? 0);
    if (count > told && !reach((moved) => moved <= told))
      faults.push(`${name}: more than ${told} can be proved`);
    for (const coordinator of coordinators) {
      const { known, own, chapter } = coordinator;
      if (known.has(place) || own[place] === count) continue;
      // What the own reports say anyway cannot be kept from anybody.
      const least = (far) =>
        Math.min(count, Math.max(far, (coordinator.floors ??= countedFloors(proof, own))[place]));
      const ends = [...farEnds].map((far) => (far < count ? least(far) : far)).filter((end) => end !== count);
      const isHidden =
        ends.length === 0
          ? reach((moved) => moved !== count, coordinator)
          : ends.every((end) => reach((moved) => (end > count ? moved >= end : moved <= end), coordinator));
      if (!isHidden) faults.push(`${name}: ${chapter} can work it out`);
    }
  }
  return faults;
}

/** A figure of a chapter is known to its coordinator, who is one of those that the proof reckons with, and to no other. */
function faultsOfInsiders(coordinators, unknowns) {
  return unknowns.flatMap(([, count, ...ids], place) => {
    const chapters = ids.flatMap((id) => /^CHAPTER:([^|]+)\|[^|]+\|[A-Z0-9_]+$/.exec(id)?.[1] ?? []);
    const knowing = coordinators.filter(
      ({ known, own }) => known.has(place) || (count > 0 && own[place] > 0),
    );
    return [
      ...chapters
        .filter((chapter) => !coordinators.some((one) => one.chapter === chapter && one.known.has(place)))
        .map((chapter) => `${ids[0]}: nobody of ${chapter} knows it`),
      ...knowing
        .filter(({ chapter }) => chapters.length > 0 && !chapters.includes(chapter))
        .map(({ chapter }) => `${ids[0]}: ${chapter} has nothing of it`),
    ];
  });
}

/** What a coordinator's own reports make up of every number is a table like the whole, and all of what they alone make up. */
function faultsOfOwnParts({ chapter, known, own }, unknowns, relations) {
  const faults = relations.flatMap(([total, ...parts]) =>
    parts.reduce((so, part) => so + own[part], 0) === own[total]
      ? []
      : [`${unknowns[total][2]}: the parts of ${chapter} do not add up`],
  );
  for (const place of known)
    if (own[place] !== unknowns[place][1])
      faults.push(`${unknowns[place][2]}: ${chapter} has only a part of it`);
  return faults;
}

/** What may not be shown: small counts, and in a restatement what has changed by little; and what must be marked as no zero. */
function faultsOfMarks({ unknowns, threshold, before = [], smallestRestatement }) {
  const faults = unknowns.flatMap(([mark, count, name]) =>
    mark === "S" && count >= 1 && count <= threshold ? [`${name}: is ${count} and shown`] : [],
  );
  for (const [place, stands, ...others] of before) {
    const [mark, count, name] = unknowns[place];
    for (const shown of [stands ?? 0, ...others]) {
      const change = Math.abs(count - shown);
      if (mark === "S" && change > 0 && change < smallestRestatement)
        faults.push(`${name}: has changed by ${change} and is shown`);
    }
    // Had it become zero, that would have been told.
    if (mark === "H" && count > 0 && stands >= smallestRestatement)
      faults.push(`${name}: was ${stands} and is taken for a number that may be 0`);
  }
  return faults;
}

/** Numbers that nobody may work out, with the range that must stay possible and the ends that no coordinator may rule out. */
function secretsOf({
  unknowns,
  threshold,
  provableShare: [numerator, denominator],
  coordinatorProtection,
  before,
  smallestRestatement,
}) {
  const part = (count) => Math.ceil((count * numerator) / denominator);
  const secrets = new Map();
  const add = (place, lower, upper, far) => {
    const known = secrets.get(place) ?? { lower, upper, farEnds: new Set() };
    // Under EXACT a coordinator must only not know the number.
    if (coordinatorProtection === "INTERVAL") known.farEnds.add(far);
    secrets.set(place, {
      farEnds: known.farEnds,
      lower: Math.min(known.lower, lower),
      upper: Math.max(known.upper, upper),
    });
  };
  const figures = before?.map(([place]) => place) ?? unknowns.map((_, place) => place);
  for (const place of figures) {
    const [mark, count] = unknowns[place];
    if ((before !== undefined || mark === "W") && mark !== "S" && count >= 1 && count <= threshold)
      add(place, part(count), threshold, threshold);
  }
  for (const [place, ...numbers] of before ?? [])
    for (const shown of numbers) {
      const [mark, count] = unknowns[place];
      const change = count - (shown ?? count);
      if (mark === "S" || change === 0 || Math.abs(change) >= smallestRestatement) continue;
      const most = smallestRestatement - 1;
      if (change > 0) add(place, shown + part(change), shown + most, shown + most);
      else add(place, Math.max(0, shown - most), shown - part(-change), Math.max(0, shown - most));
    }
  return [...secrets].map(([place, secret]) => ({ place, ...secret }));
}

/** How many floors are the word of the attack alone: higher than what counting gives. */
function believedFloors(proof) {
  const counted = countedFloors(proof);
  const provable = new Map(secretsOf(proof).map(({ place, lower }) => [place, lower]));
  return proof.floors.filter(([place, least]) => least > Math.max(provable.get(place) ?? 0, counted[place]))
    .length;
}

/**
 * What every number is at least, by counting: a total has at least what its parts have, what is published or withheld is at
 * least 1, and none is less than the own part of somebody who counts. In a restatement nothing is out that could not be kept.
 */
function countedFloors({ unknowns, relations, before }, own = []) {
  const floor = unknowns.map(([mark, value], place) =>
    mark === "S" && before === undefined
      ? value
      : Math.max(mark === "H" ? 0 : 1, Math.min(own[place] ?? 0, value)),
  );
  for (let isRising = true; isRising;) {
    isRising = false;
    for (const [total, ...parts] of relations) {
      const sum = parts.reduce((so, part) => so + floor[part], 0);
      if (sum > floor[total]) [floor[total], isRising] = [sum, true];
    }
  }
  return floor;
}

function faultsOfRelease({ cells, relations, policy }) {
  const faults = [];
  const ranges = new Map();
  for (const [id, status, value, lower, upper] of cells) {
    const isShown = status === "REPORTED" || status === "REPORTED_ZERO";
    if (ranges.has(id)) faults.push(`${id}: is there twice`);
    if (isShown !== Number.isSafeInteger(value)) faults.push(`${id}: ${status} with the value ${value}`);
    if (isShown && (value < 0 || (value === 0) !== (status === "REPORTED_ZERO")))
      faults.push(`${id}: ${status} with the value ${value}`);
    if (isShown && value >= 1 && value <= policy.threshold) faults.push(`${id}: is ${value} and shown`);
    if (status === "WITHHELD" && !(Number.isSafeInteger(lower) && lower >= 1 && (upper ?? Infinity) >= lower))
      faults.push(`${id}: is withheld between ${lower} and ${upper}`);
    if (status !== "WITHHELD" && (lower !== null || upper !== null))
      faults.push(`${id}: has bounds and is ${status}`);
    if (isShown) ranges.set(id, [value, value]);
    else if (status === "WITHHELD") ranges.set(id, [1, Infinity]);
  }
  for (const ids of relations)
    for (const id of ids) if (!ranges.has(id)) return [...faults, `relation: ${id} has no number`];
  const contradiction = narrow(ranges, relations);
  if (contradiction !== null) return [...faults, contradiction];
  for (const [id, status, , lower, upper] of cells) {
    if (status !== "WITHHELD") continue;
    const [least, most] = ranges.get(id);
    if (lower < least || (upper ?? Infinity) > most)
      faults.push(
        `${id}: is said to lie between ${lower} and ${upper}, and sums put it between ${least} and ${most}`,
      );
    if (lower === least && least <= policy.threshold && most < policy.threshold)
      faults.push(`${id}: cannot be ${policy.threshold} by its sums`);
  }
  return faults;
}

/** Narrows each number by the sums it is part of, again and again. Whatever is said must hold within that. */
function narrow(ranges, relations) {
  const set = (id, lower, upper) => {
    const [least, most] = ranges.get(id);
    if (lower <= least && upper >= most) return false;
    ranges.set(id, [Math.max(least, lower), Math.min(most, upper)]);
    return true;
  };
  for (let isNarrower = true; isNarrower;) {
    isNarrower = false;
    for (const [total, ...parts] of relations) {
      const lower = parts.reduce((sum, part) => sum + ranges.get(part)[0], 0);
      const upper = parts.reduce((sum, part) => sum + ranges.get(part)[1], 0);
      if (set(total, lower, upper)) isNarrower = true;
      const [least, most] = ranges.get(total);
      if (least > most) return `relation: the parts of ${total} do not add up to it`;
      for (const part of parts) {
        const [partLeast, partMost] = ranges.get(part);
        const rest =
          upper === Infinity
            ? parts.reduce((sum, one) => sum + (one === part ? 0 : ranges.get(one)[1]), 0)
            : upper - partMost;
        if (set(part, least - rest, most - (lower - partLeast))) isNarrower = true;
        if (ranges.get(part)[0] > ranges.get(part)[1]) return `relation: ${part} does not fit into ${total}`;
      }
    }
  }
  return null;
}

function main([path]) {
  if (path === undefined) {
    console.error("npm run release:verify -- FILE");
    return 2;
  }
  const files = [JSON.parse(readFileSync(path, "utf8"))].flat();
  const faults = files.length === 0 ? ["the list is empty"] : files.flatMap(faultsOf);
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? `${path}: sound` : `${path}: ${faults.length} faults`);
  if (faults.length > 0) return 1;
  for (const file of files.filter(isProof))
    console.log(
      `${file.stateCode} ${file.year}: counts from 1 to ${file.threshold}, ${file.relations.length} sums, ${Object.keys(file.insiders).length} coordinators (${file.coordinatorProtection}); ` +
        `${file.floors.length} floors, of which ${believedFloors(file)} are the word of the attack`,
    );
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = main(process.argv.slice(2));
