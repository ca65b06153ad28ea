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
