// Which network an address belongs to, as far as one subscriber can choose addresses freely.

/** An IPv4 address stands for itself; of IPv6, where every subscriber has at least so many, the first 64 bits. */
export function networkOf(address: string | undefined): string {
  // Of a client that has just hung up the system knows it no longer.
  if (address === undefined) return "gone";
  const plain = address.split("%")[0] ?? "";
  if (!plain.includes(":")) return plain;
  const [, mapped] = /^(?:0*:)*:?(?:ffff:)(\d+\.\d+\.\d+\.\d+)$/i.exec(plain) ?? [];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = plain.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  const groups = [...before, ...(tail === undefined ? [] : gap), ...after];
  const first = groups.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""));
  return `${first.join(":")}::/64`;
}
