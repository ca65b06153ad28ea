# A gateway of a cluster: holds clients' connections, needs silos and PostgreSQL, keeps nothing.
#
#   docker build -t eventplatform/gateway:0.1.0 -f infra/docker/gateway.Dockerfile .
#
# Base images: see Dockerfile.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled

FROM ${SDK} AS build
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig ./
# The schema is part of the silo's program, which this one refers to.
COPY infra/postgres/ infra/postgres/
COPY src/ src/
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Gateway -c Release -p:OrleansEngine=Cluster -o /out/app

FROM ${RUNTIME}
WORKDIR /app
COPY --from=build /out/app/ ./
USER 10001:10001
# Clients are let in by Access:*, which admits loopback alone until it is set.
ENV DOTNET_EnableDiagnostics=0 \
    Listeners__Bind=0.0.0.0 \
    Listeners__ManagementBind=0.0.0.0
EXPOSE 58080 55050 9010 9011 9012 9013 50002 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "EventPlatform.Gateway.dll", "--check-health"]
ENTRYPOINT ["dotnet", "EventPlatform.Gateway.dll"]
