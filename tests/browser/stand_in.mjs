// A stand-in for the service where a test wants it to be slow, to break off, or to ask who is there. It serves the built page too.
// What it says has the form of the real one's answers; it reads nothing: the words of the sample plan are written down here.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { workspace } from "./service.mjs";

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  mjs: "text/javascript",
  css: "text/css",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  png: "image/png",
  webmanifest: "application/manifest+json",
};
/** The folder of the built page. */
const page = process.env.ROOMPRINT_PAGE ?? path.join(workspace, "dist");
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: blob:; font-src 'self'; connect-src 'self' blob: data: STORE; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/** Lines of the sample plan: text, left, top, right, bottom in pixels of a drawing 1,232 wide and 954 high. */
const LINES = [
  ["BEDROOM", 362, 258, 462, 275],
  ["12.1 m²", 388, 281, 436, 296],
  ["BATH", 551, 228, 597, 244],
  ["5.0 m²", 554, 249, 594, 264],
  ["KITCHEN", 991, 273, 1077, 291],
  ["12.8 m²", 1010, 296, 1058, 311],
  ["HALL", 637, 393, 689, 411],
  ["14.2 m²", 639, 416, 687, 431],
  ["LAUNDRY", 569, 601, 665, 619],
  ["2.6 m²", 596, 625, 637, 640],
  ["MASTER BEDROOM", 376, 701, 478, 744],
  ["17.2 m²", 403, 750, 452, 765],
  ["STORE", 601, 771, 663, 789],
  ["2.6 m²", 611, 795, 652, 810],
  ["LIVING ROOM", 827, 752, 963, 770],
  ["29.9 m²", 870, 776, 919, 791],
];

function analysis(jobId) {
  const block = ([text, left, top, right, bottom], index) => ({
    id: `line-${index}`,
    blockType: "LINE",
    text,
    page: 1,
    confidence: 99,
    geometry: {
      BoundingBox: { Left: left / 1232, Top: top / 954, Width: (right - left) / 1232, Height: (bottom - top) / 954 },
    },
  });
  return {
    format_version: 1,
    job_id: jobId,
    analyzer: { name: "local" },
    text_blocks: LINES.map(block),
    layout_blocks: [],
    metadata: { pages: 1, page_sizes: [{ page: 1, width_px: 1595, height_px: 1235 }] },
  };
}

const USER = { username: "ada@example.com", password: "correct horse", newPassword: "battery staple", code: "123456" };
export { USER };

/**
 * Starts one. `signIn`: "none" or "cognito". `challenges`: names of the questions that signing in asks. `previewMs`: how long
 * reading takes. `breakUploads`: how many uploads are broken off in the middle. `uploadsAbove`: bytes above which files go to
 * a store of its own, at an origin of its own, as behind a function of AWS.
 */
export async function startStandIn({ port = 0, signIn = "none", challenges = [], previewMs = 0, breakUploads = 0, health = true, uploadsAbove } = {}) {
  const state = {
    jobs: new Map(),
    feedback: [],
    tokens: new Set(),
    refreshable: false,
    breakUploads,
    uploadsBegun: 0,
    refuseFeedback: 0,
    requests: [],
    failPreviews: 0,
    uploads: new Map(),
    /** What the store was sent: the headers, and how many bytes. */
    stored: [],
    breakStoring: 0,
    endAddresses: 0,
    failJobs: 0,
  };
  let serial = 0;
  const sockets = new Set();

  const send = (response, status, body, headers = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
  const meta = { request_id: "stand-in", api_version: "v1" };
  const data = (response, value, status = 200, headers) => send(response, status, { status: "success", data: value, meta }, headers);
  const fault = (response, status, code, message) => send(response, status, { status: "error", error: { code, message }, meta });

  const body = async (request) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const token = () => {
    const claims = Buffer.from(JSON.stringify({ email: USER.username, n: ++serial })).toString("base64url");
    const value = `e30.${claims}.x`;
    state.tokens.add(value);
    state.refreshable = true;
    return { access_token: value, expires_in: 3600, token_type: "Bearer" };
  };

  async function auth(request, response, what) {
    const asked = JSON.parse((await body(request)).toString() || "{}");
    const question = (name) => data(response, { challenge: { name, session: `session-${name}`, parameters: {} } });
    const cookie = { "set-cookie": "refresh=secret; HttpOnly; Path=/api/v1/auth; SameSite=Strict" };
    switch (what) {
      case "sign-in":
        if (asked.username !== USER.username || ![USER.password, USER.newPassword].includes(asked.password)) {
          return fault(response, 401, "UNAUTHORIZED", "Name or password are not right.");
        }
        return challenges.length ? question(challenges[0]) : data(response, token(), 200, cookie);
      case "challenge": {
        const right = asked.name === "NEW_PASSWORD_REQUIRED" ? USER.newPassword : USER.code;
        if (asked.session !== `session-${asked.name}` || asked.answer !== right) {
          return fault(response, 401, "UNAUTHORIZED", "This answer is not right.");
        }
        const next = challenges[challenges.indexOf(asked.name) + 1];
        return next ? question(next) : data(response, token(), 200, cookie);
      }
      case "refresh":
        if (!state.refreshable || !(request.headers.cookie ?? "").includes("refresh=secret")) {
          return fault(response, 401, "UNAUTHORIZED", "Nobody is signed in.");
        }
        return data(response, token());
      case "sign-out":
        state.tokens.clear();
        state.refreshable = false;
        return data(response, {});
      default:
        return fault(response, 404, "NOT_FOUND", "There is no such path.");
    }
  }

  async function create(request, response) {
    state.uploadsBegun += 1;
    if (state.breakUploads > 0) {
      state.breakUploads -= 1;
      request.once("data", () => request.socket.destroy());
      return;
    }
    let bytes = await body(request);
    let named;
    if (request.headers["content-type"] === "application/json") {
      if (state.failJobs > 0) {
        state.failJobs -= 1;
        return fault(response, 503, "SERVICE_UNAVAILABLE", "The service is busy.");
      }
      const { upload_id } = JSON.parse(bytes.toString());
      const upload = state.uploads.get(upload_id);
      state.uploads.delete(upload_id);
      if (!upload?.file) return fault(response, 404, "NOT_FOUND", "There is no such upload.");
      ({ file: bytes, filename: named } = upload);
    } else if (uploadsAbove !== undefined && bytes.length > uploadsAbove) {
      return fault(response, 413, "FILE_TOO_LARGE", "A function takes no more.");
    }
    const filename = named ?? /filename="([^"]*)"/.exec(request.headers["content-disposition"] ?? "")?.[1] ?? "plan.png";
    const id = `job_20260101_${String(++serial).padStart(12, "a")}`;
    const now = new Date().toISOString();
    const job = {
      job_id: id,
      status: "pending",
      stage: "upload",
      blueprint_s3_key: `blueprints/${id}/${filename}`,
      blueprint_format: "png",
      blueprint_hash: "0".repeat(64),
      created_at: now,
      updated_at: now,
      expires_at: now,
    };
    state.jobs.set(id, { job, bytes, listeners: new Set() });
    data(response, job, 201);
  }

  async function openUpload(request, response) {
    const { filename, format, bytes } = JSON.parse((await body(request)).toString());
    const id = `upload_${++serial}`;
    state.uploads.set(id, { filename, bytes });
    const url = `http://localhost:${store.address().port}/bucket/${id}?signature=s`;
    const headers = { "content-type": format === "pdf" ? "application/pdf" : `image/${format}`, "x-amz-server-side-encryption": "AES256" };
    data(response, { upload_id: id, url, method: "PUT", headers, expires_at: new Date(Date.now() + 3600_000).toISOString() }, 201);
  }

  /** The store: takes what was agreed upon, from pages of other origins too, and nothing that names a user. */
  async function take(request, response) {
    // as below
    response.setHeader("connection", "close");
    const allowed = {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "PUT",
      "access-control-allow-headers": "content-type, x-amz-server-side-encryption",
    };
    const answer = (status) => {
      response.writeHead(status, allowed);
      response.end();
    };
    if (request.method === "OPTIONS") return answer(200);
    if (state.breakStoring > 0) {
      state.breakStoring -= 1;
      request.once("data", () => request.socket.destroy());
      return;
    }
    const bytes = await body(request);
    state.stored.push({ headers: request.headers, bytes: bytes.length });
    const upload = state.uploads.get(request.url.split("/").pop().split("?")[0]);
    if (state.endAddresses > 0) {
      state.endAddresses -= 1;
      return answer(403);
    }
    if (!upload || upload.bytes !== bytes.length || request.headers.authorization) return answer(403);
    upload.file = bytes;
    answer(200);
  }

  async function preview(request, response, entry) {
    await body(request);
    if (state.failPreviews > 0) {
      state.failPreviews -= 1;
      return fault(response, 503, "SERVICE_UNAVAILABLE", "The service is busy.");
    }
    const tell = (event, value) => entry.listeners.forEach((to) => to.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`));
    const steps = 4;
    for (let step = 1; step <= steps && previewMs > 0; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, previewMs / steps));
      tell("progress", { job_id: entry.job.job_id, status: "processing", stage: "reading", progress: step / steps });
    }
    entry.job.status = "completed";
    tell("completed", { job_id: entry.job.job_id, status: "completed", stage: "preview", progress: 1 });
    entry.listeners.forEach((to) => to.end());
    data(response, {
      job_id: entry.job.job_id,
      stage: "preview",
      model_version: "stand-in",
      rooms: [],
      unmatched_labels: [],
      warnings: [],
      partial: false,
      processing_time_seconds: 0.1,
      timing_metrics: { textract_analysis_seconds: 0.1, room_detection_seconds: 0.1, total_seconds: 0.2 },
      timestamp: new Date().toISOString(),
    });
  }

  async function api(request, response, url) {
    const parts = url.pathname.replace("/api/v1/", "").split("/");
    state.requests.push(`${request.method} ${parts.join("/")}`);
    if (parts[0] === "health") return health ? data(response, { status: "ok", sign_in: signIn, uploads_above_bytes: uploadsAbove, ports: {} }) : request.socket.destroy();
    if (parts[0] === "auth") return auth(request, response, parts[1]);
    const bearer = (request.headers.authorization ?? "").replace("Bearer ", "");
    if (signIn !== "none" && !state.tokens.has(bearer)) {
      request.resume();
      return fault(response, 401, "UNAUTHORIZED", "Sign in first.");
    }
    if (parts[0] === "uploads") return openUpload(request, response);
    if (parts[0] !== "jobs") return fault(response, 404, "NOT_FOUND", "There is no such path.");
    if (parts.length === 1 && request.method === "POST") return create(request, response);
    if (parts.length === 1) {
      const jobs = [...state.jobs.values()].map((entry) => entry.job).reverse();
      return data(response, { jobs, next_cursor: null });
    }
    const entry = state.jobs.get(parts[1]);
    if (!entry) return fault(response, 404, "JOB_NOT_FOUND", "There is no such job.");
    switch (parts[2]) {
      case "preview":
        return preview(request, response, entry);
      case "textract-results":
        return data(response, analysis(parts[1]));
      case "blueprint":
        response.writeHead(200, { "content-type": "image/png" });
        return response.end(entry.bytes);
      case "events":
        response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
        response.write(": here\n\n");
        entry.listeners.add(response);
        request.on("close", () => entry.listeners.delete(response));
        return;
      case "feedback": {
        const value = JSON.parse((await body(request)).toString());
        if (state.refuseFeedback > 0) {
          state.refuseFeedback -= 1;
          return fault(response, 503, "SERVICE_UNAVAILABLE", "The service is busy.");
        }
        state.feedback.push({ job: parts[1], ...value });
        return data(response, {}, 201);
      }
      default:
        return fault(response, 404, "NOT_FOUND", "There is no such path.");
    }
  }

  const policy = () => POLICY.replace(" STORE", store ? ` http://localhost:${store.address().port}` : "");
  const server = createServer(async (request, response) => {
    // browsers quietly repeat what breaks off on a connection that was used before
    response.setHeader("connection", "close");
    try {
      const url = new URL(request.url, "http://localhost");
      if (url.pathname.startsWith("/api/v1/")) return await api(request, response, url);
      const name = url.pathname === "/" ? "index.html" : url.pathname.slice(1);
      const file = await readFile(path.join(page, path.basename(name)));
      const headers = { "content-type": TYPES[name.split(".").pop()] ?? "application/octet-stream" };
      if (name === "index.html") headers["content-security-policy"] = policy();
      response.writeHead(200, headers);
      response.end(file);
    } catch (error) {
      if (!response.headersSent) response.writeHead(error.code === "ENOENT" ? 404 : 500);
      response.end();
    }
  });
  const store = uploadsAbove === undefined ? undefined : createServer(take);
  for (const one of [server, store].filter(Boolean)) {
    one.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
  }
  if (store) await new Promise((resolve) => store.listen(0, "localhost", resolve));
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  /** Ends it at once, as a machine that loses its power does. */
  const kill = () => {
    sockets.forEach((socket) => socket.destroy());
    store?.close();
    return new Promise((resolve) => server.close(resolve));
  };
  const { port: at } = server.address();
  return { origin: `http://127.0.0.1:${at}`, port: at, state, kill, stop: kill };
}
