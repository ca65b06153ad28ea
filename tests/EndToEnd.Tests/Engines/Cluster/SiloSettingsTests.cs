using EventPlatform.Silo;
using EventPlatform.Silo.Hosting;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>What a silo's process says of settings that are missing or wrong.</summary>
public sealed class SiloSettingsTests
{
    private const string Secret = "hunter2";

    public static TheoryData<string[], string> Wrong => new()
    {
        { [], "Cluster:ConnectionString: is missing; a cluster needs PostgreSQL" },
        {
            [$"--Cluster:ConnectionString=Hoxt=x;Password={Secret}"],
            "Cluster:ConnectionString: cannot be read; allowed: Host=...;Port=...;Database=...;Username=...;Password=... and so on"
        },
        { [$"--Cluster:ConnectionString=Password={Secret}"], "Cluster:ConnectionString: has no Host" },
        {
            ["--Cluster:Silo=1"],
            "Cluster:Silo: unknown key; allowed: Id, Service, ConnectionString, Role, SiloPort, GatewayPort, AdvertisedAddress, Tls"
        },
        { ["--Cluster:SiloPort=0"], "Cluster:SiloPort: '0' is not allowed; allowed: a whole number from 1 to 65535" },
        { ["--Events:Partitions=17"], "Events:Partitions: '17' is not allowed; allowed: a whole number from 1 to 16" },
        { ["--Listeners:Management=65536"], "Listeners:Management: '65536' is not allowed; allowed: a whole number from 0 to 65535" },
        { ["--Listeners:ManagementBind=here"], "Listeners:ManagementBind: 'here' is not allowed; allowed: an IP address" },
        {
            ["--Listeners:Managment=9091"],
            "Listeners:Managment: unknown key; allowed: Management, ManagementBind, Bind, Http, Https, ExternalApi, ExternalApiTls, "
                + "ExternalApiTcp, ExternalApiTcpTls, Status, StatusTls"
        },
        {
            ["--Listeners:Management=11111"],
            "Listeners:Management: port 11111 is used by Cluster:SiloPort already; a port may stand only once"
        },
        {
            ["--Otlp:Endpoint=collector:4318"],
            "Otlp:Endpoint: 'collector:4318' is not allowed; allowed: an absolute address, http or https"
        },
        { ["--Otlp:Endpont=http://x"], "Otlp:Endpont: unknown key; allowed: Endpoint" },
        {
            ["--Cluster:Role=gateway"],
            "Cluster:Role: 'gateway' is not allowed in a silo's process; allowed: silo (the gateway's program is a gateway, or both)"
        },
        {
            ["--migrat"],
            "--migrat: unknown argument; allowed: --config FILE, --migrate, --check-health, and settings as --Cluster:SiloPort=11111"
        },
        {
            ["--Cluster:ConnectionString=Host=x", Secret],
            "argument 2: unknown argument; allowed: --config FILE, --migrate, --check-health, and settings as --Cluster:SiloPort=11111"
        },
        { ["--config", "no-such-file.json"], "no-such-file.json: cannot be read" },
        {
            ["--Cluster:ConnectionString=Host=x", "--Cluster:AdvertisedAddress=silo"],
            "Cluster:AdvertisedAddress: 'silo' is not allowed; allowed: an IP address that others reach"
        },
        {
            ["--Cluster:ConnectionString=Host=x", "--Cluster:Tls:Key=key.pem"],
            "Cluster:Tls: Certificate, Key and Authority go together"
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Build_WrongSetting_NamesItWithoutSecrets(string[] arguments, string sentence)
    {
        var refused = Assert.Throws<SettingException>(() =>
        {
            using var host = SiloProgram.Build(SiloConfiguration.Read(SiloArguments.Parse(arguments)));
        });

        Assert.EndsWith(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
    }
}
