# One image for server, worker and simulators: the command says which.
FROM node:24.11-bookworm-slim AS build
WORKDIR /silkflow
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24.11-bookworm-slim AS dependencies
WORKDIR /silkflow
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24.11-bookworm-slim
ENV NODE_ENV=production TZ=UTC
WORKDIR /silkflow
COPY --from=dependencies /silkflow/node_modules ./node_modules
COPY --from=build /silkflow/dist/code ./
COPY --from=build /silkflow/dist/designer ./dist/designer
COPY LICENSE NOTICE ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENV SILKFLOW_DATA=/data
CMD ["node", "engine/server/main.js"]
