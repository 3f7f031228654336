/** An IP address as a number. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

export interface AddressRange {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** The address that a text spells, or undefined. Leading zeros of IPv4 are decimal. */
export function addressOf(text: string): Address | undefined {
  if (/^\d{1,9}(\.\d{1,9}){3}$/.test(text)) {
    const octets = text.split('.').map(Number);
    return octets.every((octet) => octet <= 255) ? { bits: 32, value: joined(octets, 8n) } : undefined;
  }
  return /^[\da-f:]*:[\da-f:]*$/i.test(text) ? longAddressOf(text) : undefined;
}

/** Reads `10.0.0.0/24` or `2001:db8::/32`. */
export function parseCidr(text: string): AddressRange | { readonly fault: string } {
  const [address = '', mask, ...more] = text.split('/');
  if (mask === undefined || more.length > 0) return { fault: "Malformed CIDR, one '/' required" };
  if (!/^[+-]?\d+$/.test(mask)) return { fault: 'Malformed CIDR, mask bits must be an integer' };
  const maskBits = Number(mask);
  if (maskBits < 0) return { fault: 'Malformed CIDR, mask bits must not be negative' };
  const base = addressOf(address);
  if (!base) return { fault: `Nonstandard IP address: ${address}` };
  if (maskBits >= base.bits) {
    return { fault: `${base.bits === 32 ? 'IPv4' : 'IPv6'} mask bits must be < ${String(base.bits)}` };
  }
  const open = (1n << BigInt(base.bits - maskBits)) - 1n;
  return { bits: base.bits, first: base.value & ~open, last: base.value | open };
}

export function isInRange(text: string, range: AddressRange): boolean {
  const address = addressOf(text);
  return address?.bits === range.bits && address.value >= range.first && address.value <= range.last;
}

/** Eight groups of four hexadecimal digits, one run of zero groups written `::`. */
function longAddressOf(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const zeros = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? zeros !== 0 : zeros < 1) return undefined;
  const groups = [...head, ...Array.from({ length: zeros }, () => '0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return {
    bits: 128,
    value: joined(
      groups.map((group) => Number.parseInt(group, 16)),
      16n,
    ),
  };
}

function joined(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);
}
