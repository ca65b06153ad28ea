# A silo of a cluster: keeps grains, needs PostgreSQL. With --migrate as its argument it brings the schema up to date and ends.
#
#   docker build -t eventplatform/silo:0.1.0 -f infra/docker/silo.Dockerfile .
#
# Base images: see Dockerfile.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled

FROM ${SDK} AS build
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig ./
# The schema is part of the program.
COPY infra/postgres/ infra/postgres/
COPY src/ src/
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Silo -c Release -p:OrleansEngine=Cluster -o /out/app

FROM ${RUNTIME}
WORKDIR /app
COPY --from=build /out/app/ ./
USER 10001:10001
ENV DOTNET_EnableDiagnostics=0 \
    Listeners__ManagementBind=0.0.0.0
EXPOSE 11111 30000 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "EventPlatform.Silo.dll", "--check-health"]
ENTRYPOINT ["dotnet", "EventPlatform.Silo.dll"]
