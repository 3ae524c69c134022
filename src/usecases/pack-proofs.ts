// The proofs of a release in one small file, each with its hash: for the builders, and for `npm run release:verify`.

import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { canonicalText, sealed } from "../domain/disclosure/canonical.js";
import type { Proof } from "../domain/disclosure/proof.js";

/** The file of one proof, with its hash. */
export function sealProof(proof: Proof): string {
  return canonicalText(sealed(proof, (text) => createHash("sha256").update(text).digest("hex")));
}

/** A JSON list of them, gzipped. */
export function packProofs(proofs: readonly string[]): Promise<Uint8Array> {
  return promisify(gzip)(`[${proofs.join(",\n")}]\n`);
}
