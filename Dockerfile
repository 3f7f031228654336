# The bot alone: no sandbox tools, no root. Data (one SQLite file) lives in /data.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json manifest.yml ./
COPY src ./src
RUN npm ci && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production SIGNALBOX_DATA=/data SIGNALBOX_CONFIG=/config/signalbox.yaml
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json manifest.yml ./
COPY src/workflows ./src/workflows
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
# Ctrl-C and `docker stop` reach the bot: it finishes what is in flight.
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "dist/main.js"]
