/**
 * The account that Firebase Authentication stores in this browser, before its SDK is loaded.
 *
 * It is read and never written. Where it is stored in another way, or its token is no longer good, there is none:
 * then the SDK alone says who is signed in, a moment later.
 */
const [DATABASE, STORE] = ["firebaseLocalStorageDb", "firebaseLocalStorage"];
/** A token that has less is as good as expired when it arrives. */
const MIN_LIFE_MS = 60_000;

type Stored = { uid?: string; stsTokenManager?: { accessToken?: string; expirationTime?: number } };
export type StoredAccount = { uid: string; token: string };

export async function storedAccount(apiKey: string): Promise<StoredAccount | undefined> {
  const { uid, stsTokenManager: { accessToken: token, expirationTime = 0 } = {} } =
    (await entry(`firebase:authUser:${apiKey}:[DEFAULT]`)) ?? {};
  return uid && token && expirationTime - Date.now() >= MIN_LIFE_MS ? { uid, token } : undefined;
}

function entry(key: string): Promise<Stored | undefined> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE);
    opening.onupgradeneeded = () => opening.transaction?.abort(); // there is none yet, and the SDK makes it
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      try {
        const found = database.transaction(STORE).objectStore(STORE).get(key);
        found.onsuccess = () => resolve(found.result?.value);
        found.onerror = () => reject(found.error);
      } catch (error) {
        reject(error); // another store than the SDK's
      } finally {
        database.close(); // when the transaction is over
      }
    };
  });
}
