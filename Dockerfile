# The gateway runs from its sources: Node strips their types. Only the console is built.
FROM node:26.10.0-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The optional dependency is a Node for machines with an older one: this image has its own.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:26.10.0-slim AS console
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=optional --ignore-scripts --no-audit --no-fund
COPY web ./web
RUN ["node", "node_modules/vite/bin/vite.js", "build", "web", "--logLevel", "warn"]

FROM node:26.10.0-slim
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=console /app/dist/console ./dist/console
COPY package.json LICENSE ./
COPY src ./src
# All that it writes is under DATA_DIR: the rest of the file system may be read-only.
RUN install -d -o node -g node -m 700 /data
ENV HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=16", "src/main.ts"]
