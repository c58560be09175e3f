// Sealing a ballot to its box: HPKE (RFC 9180, base mode, P-256, HKDF-SHA256, AES-256-GCM) by the browser's own WebCrypto.
// What leaves this file is a body of one length for every choice, and the tracker under which it lies in the box.
const ymdmSeal = (() => {
  "use strict";
  const text = new TextEncoder();
  const EMPTY = new Uint8Array(0);
  const KEM = join(text.encode("KEM"), Uint8Array.of(0, 0x10));
  const HPKE = join(text.encode("HPKE"), Uint8Array.of(0, 0x10, 0, 1, 0, 2));
  const POINT = 65, TAG = 16;

  function join(...parts) {
    const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  }
  const fromHex = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
  const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const fromBase64 = (words) => Uint8Array.from(atob(words), (char) => char.charCodeAt(0));

  async function hmac(key, data) {
    // WebCrypto takes no empty key; HMAC pads keys with zeros, so that one zero byte is the same key.
    const raw = key.length ? key : Uint8Array.of(0);
    const made = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", made, data));
  }
  const extract = (suite, salt, label, ikm) => hmac(salt, join(text.encode("HPKE-v1"), suite, text.encode(label), ikm));
  async function expand(suite, prk, label, info, length) {  // never more than one block here: length ≤ 32
    const labelled = join(Uint8Array.of(length >> 8, length & 255), text.encode("HPKE-v1"), suite, text.encode(label), info);
    return (await hmac(prk, join(labelled, Uint8Array.of(1)))).slice(0, length);
  }

  async function encapsulate(recipient) {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const theirs = await crypto.subtle.importKey("raw", recipient, curve, false, []);
    const ours = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
    const enc = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
    const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256));
    const prk = await extract(KEM, EMPTY, "eae_prk", dh);
    return { enc, shared: await expand(KEM, prk, "shared_secret", join(enc, recipient), 32) };
  }

  // The encapsulated key and the ciphertext of one message, as bytes one behind the other.
  async function hpke(recipient, info, aad, plaintext) {
    const { enc, shared } = await encapsulate(recipient);
    const context = join(
      Uint8Array.of(0), await extract(HPKE, EMPTY, "psk_id_hash", EMPTY), await extract(HPKE, EMPTY, "info_hash", info),
    );
    const secret = await extract(HPKE, shared, "secret", EMPTY);
    const key = await crypto.subtle.importKey("raw", await expand(HPKE, secret, "key", context, 32), "AES-GCM", false, ["encrypt"]);
    const iv = await expand(HPKE, secret, "base_nonce", context, 12);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad }, key, plaintext);
    return join(enc, new Uint8Array(sealed));
  }

  const digest = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
  const tracker = async (box, body) => toHex(await digest(text.encode(`ymdm/box/1|${box}|`), body));

  // `{"c": choice}` padded with spaces, so that every ballot of a box has the same length.
  function pack(choice, bodyLen) {
    const plain = text.encode(JSON.stringify({ c: choice }));
    const room = bodyLen - POINT - TAG;
    if (plain.length > room) throw new RangeError("the choice does not fit into the ballot");
    return join(plain, new Uint8Array(room - plain.length).fill(32));
  }

  async function seal(publicKey, box, choice, bodyLen) {
    const body = await hpke(fromHex(publicKey), text.encode(`ymdm/ballot/1|${box}`), EMPTY, pack(choice, bodyLen));
    return { body: toBase64(body), tracker: await tracker(box, body) };
  }

  const works = () => Boolean(globalThis.isSecureContext && globalThis.crypto && crypto.subtle);
  return Object.freeze({ seal, hpke, tracker, fromBase64, works });
})();
