import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { BlockList, isIP } from "node:net";
import { ConfigurationError } from "../errors.js";

/** Never asked: cloud machines hand out their keys on link-local addresses, and nobody serves a model on the others. */
const forbidden = new BlockList();
forbidden.addSubnet("0.0.0.0", 8);
forbidden.addSubnet("169.254.0.0", 16);
forbidden.addSubnet("224.0.0.0", 4);
forbidden.addAddress("255.255.255.255");
forbidden.addAddress("::", "ipv6");
forbidden.addSubnet("fe80::", 10, "ipv6");
forbidden.addSubnet("ff00::", 8, "ipv6");
forbidden.addAddress("fd00:ec2::254", "ipv6");

/** This machine and networks of one's own. */
const ownNetwork = new BlockList();
ownNetwork.addSubnet("127.0.0.0", 8);
ownNetwork.addSubnet("10.0.0.0", 8);
ownNetwork.addSubnet("100.64.0.0", 10);
ownNetwork.addSubnet("172.16.0.0", 12);
ownNetwork.addSubnet("192.168.0.0", 16);
ownNetwork.addAddress("::1", "ipv6");
ownNetwork.addSubnet("fc00::", 7, "ipv6");

/**
 * Whether questions may be sent to an IP address: without encryption to one's own network only, and never to addresses
 * that serve no model.
 */
export function mayBeAsked(address: string, protocol: "http:" | "https:"): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (isIP(address) === 0 || forbidden.check(address, family)) return false;
  return protocol === "https:" || ownNetwork.check(address, family);
}

/**
 * Looks up a host for a connection and leaves out the addresses that may not be asked, so that no change of a name's
 * address leads questions elsewhere.
 */
export function guardedLookup(protocol: "http:" | "https:"): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      const usable = (addresses ?? []).filter(({ address }) => mayBeAsked(address, protocol));
      const [first] = usable;
      if (error !== null || first === undefined) {
        callback(error ?? new Error("no address of this host may be asked"), "", 0);
      } else if (options.all === true) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };
}

/**
 * Reads the address of an endpoint.
 *
 * @param text http or https, without user name, password, `?` or `#`; http leads to one's own network only.
 * @throws {ConfigurationError} It is none, or may not be asked. The message does not repeat it: it may hold a password.
 */
export function readBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !isWeb(url.protocol) || url.search !== "" || url.hash !== "") {
    throw new ConfigurationError("LLM_BASE_URL must be an address such as http://127.0.0.1:11434/v1.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new ConfigurationError("LLM_BASE_URL must not hold a user name or password. Put the key into LLM_API_KEY.");
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !mayBeAsked(host, url.protocol)) {
    throw new ConfigurationError(
      `LLM_BASE_URL names ${host}, which may not be asked by ${url.protocol.slice(0, -1)}. Use https, or an address of your own network.`,
    );
  }
  return url;
}

function isWeb(protocol: string): protocol is "http:" | "https:" {
  return protocol === "http:" || protocol === "https:";
}
