# The server and its site, for use beside a PostgreSQL of your own (see compose.yaml).

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production IS_PREPARED=1 HOST=0.0.0.0
COPY package.json package-lock.json ./
# Both are needed: the generated database client names its build tools as optional peers.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY --from=build /app/dist ./dist
COPY docs ./docs
COPY prisma ./prisma
COPY scripts ./scripts
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:4000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/run.mjs", "start", "--no-demo"]
