# The bot alone: no sandbox tools, no root. Data (one SQLite file) lives in /data.
FROM node:24.21.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json manifest.yml ./
COPY src ./src
# Nothing that a package brings along is run.
RUN npm ci --ignore-scripts && npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24.21.0-slim
ENV NODE_ENV=production \
    SIGNALBOX_DATA=/data \
    SIGNALBOX_CONFIG=/config/signalbox.yaml \
    SIGNALBOX_HTTP_PORT=8080 \
    SIGNALBOX_HTTP_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json manifest.yml ./
COPY src/workflows ./src/workflows
RUN mkdir /data && chown 1000:1000 /data
# By number, so that an orchestrator can see that it is not root. 1000 is the image's own "node".
USER 1000:1000
VOLUME /data
EXPOSE 8080
# Slim has no curl. Alive, not ready: a bot without Slack must not be restarted for it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.SIGNALBOX_HTTP_PORT + '/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Ctrl-C and `docker stop` reach the bot: it finishes what is in flight.
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "dist/main.js"]
