using EventPlatform.Tidy.Tests;

namespace EventPlatform.Infra.Tests.Compose;

public sealed class ComposeTests
{
    private static string Text { get; } = Repository.Read("infra/compose.yaml");

    [Fact]
    public void Check_File_NothingIsFound() => Assert.Empty(ComposeRules.Check(Text));

    [Fact]
    public void Services_AreThePartsOfACluster() => Assert.Equal(
        ["postgres", "migrate", "silo-1", "silo-2", "gateway-1", "gateway-2", "haproxy"],
        new ComposeFile(Text).Services.Select(service => service.Name));

    [Theory]
    [InlineData("read_only: true", "read_only: false", "silo-1: may write to its image")]
    [InlineData("cap_drop: [ALL]", "cap_drop: [NET_RAW]", "postgres: has capabilities")]
    [InlineData("cap_drop: [ALL]", "cap_drop: [ALL]\n  privileged: true", "haproxy: has capabilities")]
    [InlineData("no-new-privileges:true", "label=disable", "gateway-2: may get privileges")]
    [InlineData("user: \"10001:10001\"", "user: root", "silo-2: no user by number")]
    [InlineData(
        "    mem_limit: 1g\n    healthcheck:\n      test: [\"CMD\", \"wget\"",
        "    healthcheck:\n      test: [\"CMD\", \"wget\"",
        "haproxy: no limit of memory")]
    [InlineData("postgres:17.6", "postgres:latest", "postgres: image postgres:latest of no release")]
    [InlineData("infra/docker/silo.Dockerfile", "infra/docker/silos.Dockerfile", "silo-1: infra/docker/silos.Dockerfile is not there")]
    [InlineData("test: [\"CMD\", \"wget\"", "tests: [\"CMD\", \"wget\"", "haproxy: no health check of its own")]
    [InlineData(
        "  gateway-2: *gateway",
        "  gateway-2:\n    <<: *gateway\n    healthcheck: {disable: true}",
        "gateway-2: its health check is off")]
    [InlineData(
        "silo-2: {condition: service_healthy}",
        "silo-3: {condition: service_healthy}",
        "gateway-1: waits for silo-3, which is not there")]
    [InlineData("silo-2: {condition: service_healthy}", "silo-2: {condition: service_started}", "gateway-1: waits for silo-2 only until")]
    [InlineData(
        "migrate: {condition: service_completed_successfully}",
        "migrate: {condition: service_healthy}",
        "silo-1: waits for migrate only")]
    [InlineData("stop_grace_period: 45s\n\nservices", "stop_grace_period: 30s\n\nservices", "gateway-1: is killed before it has drained")]
    [InlineData("Limits__DrainTimeout: \"00:00:30\"", "Limits__DrainTimeout: \"00:00:50\"", "gateway-1: is killed before it has drained")]
    [InlineData("Limits__DrainTimeout", "Limits__Drain", "gateway-1: Limits:Drain: unknown key")]
    [InlineData("Access__Http__0: 172.30.0.0/24", "Access__Http__0: everybody", "gateway-1: Access:Http:0: 'everybody' is not allowed")]
    [InlineData(
        "  secrets: [eventplatform]\n  networks: [inside, outside]",
        "  networks: [inside, outside]",
        "gateway-1: Auth:Realm:Password: the default")]
    [InlineData("{file: ./secrets/eventplatform.json}", "{environment: SETTINGS}", "silo-1: secret eventplatform is no file")]
    [InlineData(
        "POSTGRES_PASSWORD_FILE: /run/secrets/postgres-password",
        "POSTGRES_PASSWORD: x",
        "postgres: POSTGRES_PASSWORD: a secret as a literal")]
    [InlineData(
        "POSTGRES_PASSWORD_FILE: /run/secrets/postgres-password",
        "POSTGRES_PASSWORD_FILE: /x",
        "postgres: POSTGRES_PASSWORD_FILE: /x is no")]
    [InlineData(
        "Limits__DrainTimeout: \"00:00:30\"",
        "Auth__Admin__Password: x",
        "gateway-1: Auth__Admin__Password: a secret as a literal")]
    [InlineData("${PUBLISH:-127.0.0.1}:9010", "9010", "haproxy: port 9010:9010 is open to others by itself")]
    [InlineData("ipv4_address: 172.30.0.2", "ipv4_address: 172.30.0.3", "gateway-1: trusts another proxy than 172.30.0.3")]
    public void Check_Broken_IsFound(string right, string wrong, string finding)
    {
        Assert.Contains(right, Text, StringComparison.Ordinal);

        var found = ComposeRules.Check(Text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(found, each => each.StartsWith(finding, StringComparison.Ordinal));
    }
}
